using Plimsoll.Core.Catalog;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.OnCall;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>Who was paged about an incident, by what and when, and who has it.</summary>
internal static class PagingViews
{
    private const int MostPages = 20;

    public static PagingView Of(IncidentSeen seen)
    {
        var gap = Reach.Gap(seen.Incident, seen.Sight.World);
        return new PagingView(
            gap is null ? "" : $"{gap.Sentence}.", gap?.Command ?? "", seen.NameService(),
            [.. Pages(seen).Where(p => p is { IsOpen: true, Unanswered: false }).Select(Calling)],
            [.. Pages(seen).OrderByDescending(p => p.TriggeredAt).Take(MostPages).Select(PageOf)]);
    }

    private static IEnumerable<Page> Pages(IncidentSeen seen) =>
        seen.Sight.World.All<Page>().Select(p => p.Value).Where(p => p.Exists && p.About == seen.Stream);

    /// <summary>A page that is still being called, with who is next.</summary>
    private static CallingView Calling(Page page)
    {
        var called = page.Calls.Where(c => c.Failure == "").Select(c => c.Person).Distinct().ToList();
        var next = page.Next < page.Steps.Length ? string.Join(", ", page.Steps[page.Next].People) : "";
        var sentence = called.Count == 0 ? "Nobody has been reached yet."
            : $"{string.Join(", ", called)} {(called.Count == 1 ? "has" : "have")} not answered yet.";
        return new CallingView(
            page.Id, page.Title, next == "" ? sentence : $"{sentence} {next} is called at {Clock(page.DueAt)}.",
            OnCallForms.PathOf(page.Id));
    }

    private static PagedView PageOf(Page page) => new(
        page.Id, page.Title, SignOf(page), Standing(page), page.TriggeredAt,
        [.. page.Contacts.Select(c => Called(page, c))]);

    private static Sign SignOf(Page page) => page switch
    {
        { Status: PageStatus.Resolved } => new Sign(Mark.Ok, "Over"),
        { Status: PageStatus.Acknowledged } => new Sign(Mark.Ok, "Acknowledged"),
        { Unanswered: true } => new Sign(Mark.Fail, "Nobody has answered"),
        _ => new Sign(Mark.Run, "Being called"),
    };

    private static string Standing(Page page)
    {
        var who = page.AcknowledgedBy == "" ? "Nobody acknowledged it"
            : $"{Words.Person(page.AcknowledgedBy)} acknowledged it at {Clock(page.AcknowledgedAt)}, " +
                $"after {Words.Span(page.AcknowledgedAt - page.TriggeredAt)}";
        return page.Status == PageStatus.Resolved ? $"{who}. Over: {page.Outcome}".Sentence : $"{who}.";
    }

    private static CalledView Called(Page page, Contact contact)
    {
        (string? Address, string Name)[] known = [(contact.Mail, "mail"), (contact.Webhook, "webhook")];
        var ways = string.Join(" and ", known.Where(w => w.Address is { Length: > 0 }).Select(w => w.Name));
        var call = page.Call(contact.Person);
        return new CalledView(contact.Person, ways == "" ? "has no address" : $"by {ways}", call switch
        {
            null => "not called",
            { Failure: not "" } => $"{Clock(call.At)}, not reached: {call.Failure}",
            { Round: > 1 } => $"{Clock(call.At)}, round {call.Round}",
            _ => Clock(call.At),
        }, page.AcknowledgedBy == contact.Person);
    }

    private static string Clock(DateTimeOffset at) => $"{Words.TimeOfDay(at)[..5]} UTC";
}
