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
    /// <summary>The line of the incident's checklist it is about; empty for the incident itself.</summary>
    public string Duty { get; init; } = "";

    public override Ruling<PageEvent> Decide(Page page, Moment now)
    {
        if (page.Exists) return Ruling.Of<PageEvent>();
        if (string.IsNullOrWhiteSpace(Title))
            return Refusal.Invalid("Nobody is paged without a title; say in one line what is wrong.");
        ImmutableArray<Contact> contacts = 
        [
            // One person on two lines, such as mail here and webhook there, is one contact with both.
            .. Contacts.GroupBy(c => c.Person).Select(same => new Contact(same.Key,
                same.Select(c => c.Mail).FirstOrDefault(m => m is { Length: > 0 }),
                same.Select(c => c.Webhook).FirstOrDefault(w => w is { Length: > 0 }))),
        ];
        var steps = PageStep.Of(contacts);
        var triggered = new PageTriggered(Id, About, Service, Title, Text, Severity, contacts, steps) { Duty = Duty };
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
    public string Duty { get; init; } = "";

    public override Page Apply(Page page, Moment moment) => page with
    {
        Id = Page, Duty = Duty, About = About, Service = Service, Title = Title, Text = Text, Severity = Severity,
        Contacts = Contacts, Steps = Steps, Round = 1, DueAt = moment.At, TriggeredAt = moment.At,
    };
}
