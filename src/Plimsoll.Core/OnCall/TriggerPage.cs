using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>Asks for a person to act now; with nobody to reach, the page is unanswered from its first moment.</summary>
public sealed record TriggerPage(
    string Id,
    StreamName About,
    string Service,
    string Title,
    string Text,
    Severity Severity,
    ImmutableArray<Contact> Contacts) : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now)
    {
        if (page.Exists) return Ruling.Of<PageEvent>();
        if (string.IsNullOrWhiteSpace(Title))
            return Refusal.Invalid("Nobody is paged without a title; say in one line what is wrong.");
        ImmutableArray<Contact> contacts = [.. Contacts.DistinctBy(c => c.Person)];
        var steps = PageStep.Of(contacts);
        var triggered = new PageTriggered(Id, About, Service, Title, Text, Severity, contacts, steps);
        return steps.IsEmpty ? Ruling.Of<PageEvent>(triggered, new PageUnanswered()) : triggered;
    }
}

public sealed record PageTriggered(
    string Page,
    StreamName About,
    string Service,
    string Title,
    string Text,
    Severity Severity,
    ImmutableArray<Contact> Contacts,
    ImmutableArray<PageStep> Steps) : PageEvent
{
    public override Page Apply(Page page, Moment moment) => page with
    {
        Id = Page, About = About, Service = Service, Title = Title, Text = Text, Severity = Severity,
        Contacts = Contacts, Steps = Steps, Round = 1, DueAt = moment.At, TriggeredAt = moment.At,
    };
}
