using System.Text.RegularExpressions;
using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.OnCall;
using Plimsoll.Core.Releases;

namespace Plimsoll.Server.Engine;

/// <summary>What a visible thing says of an incident that somebody may not see is left out for them.</summary>
internal static partial class Veil
{
    public const string Silent = "no reason is shown to you";
    private const string Nameless = "private";

    /// <param name="hides">Whether an incident, by its id, is hidden from who looks.</param>
    public static object Over(object state, Func<string, bool> hides, string person) => state switch
    {
        Lane lane => Of(lane, hides),
        Deployment run => Of(run, hides),
        Release release => Of(release, hides, person),
        Shipment shipment => Of(shipment, hides, person),
        Organisation { Glass.IsEmpty: false } people => Of(people, hides, person),
        Incident incident => IncidentVeil.Over(incident, hides, person),
        Page page => IncidentVeil.Over(page, hides),
        ShippingCalendar calendar => Of(calendar, hides),
        Service { Owed.IsEmpty: false } service => service with { Owed = [.. service.Owed.Select(o => Of(o, hides))] },
        _ => state,
    };

    private static Lane Of(Lane lane, Func<string, bool> hides) =>
        lane.Holds.IsEmpty && lane.Queue.IsEmpty && lane.Active is null && lane.Bad.IsEmpty ? lane : lane with
        {
            Holds = [.. lane.Holds.Select(h => Of(h, hides))],
            Queue = [.. lane.Queue.Select(q => Of(q, hides))],
            Active = lane.Active is { } slot ? slot with { Deployment = Of(slot.Deployment, hides) } : null,
            Bad = [.. lane.Bad.Select(b => Tells(b.Reason, hides) ? b with { Reason = Silent } : b)],
        };

    // A hold of a hidden incident still holds; who may see the incident lifts it.
    private static Hold Of(Hold hold, Func<string, bool> hides) =>
        Tells(hold.Id, hides) || Tells(hold.Incident, hides) || Tells(hold.Reason, hides)
            ? hold with { Id = Tells(hold.Id, hides) ? Nameless : hold.Id, Reason = Silent, Incident = "" }
            : hold;

    private static Queued Of(Queued order, Func<string, bool> hides) =>
        Tells(order.Reason, hides) ? order with { Reason = Silent } : order;

    private static Deployment Of(Deployment run, Func<string, bool> hides) =>
        Tells(run.Order.Reason, hides) || Tells(run.CancelReason, hides) ? run with
        {
            Order = Of(run.Order, hides),
            CancelReason = Tells(run.CancelReason, hides) ? Silent : run.CancelReason,
        }
        : run;

    private static ShippingCalendar Of(ShippingCalendar calendar, Func<string, bool> hides) => calendar with
    {
        Rules = [.. calendar.Rules.Select(r => Tells(r.Title, hides) ? r with { Title = Silent } : r)],
        Slots = [.. calendar.Slots.Select(s => Tells(s.Note, hides) ? s with { Note = Silent } : s)],
        Stopped = calendar.Stopped is { } stop && Tells(stop.Reason, hides) ? stop with { Reason = Silent } : calendar.Stopped,
    };

    // A step that waits for its turn says in its own words what stops the lane.
    private static Shipment Of(Shipment shipment, Func<string, bool> hides, string person) =>
        !Tells(shipment.Sentence, hides) && !shipment.Steps.Any(s => Tells(s, hides, person)) ? shipment : shipment with
        {
            Sentence = Spoken(shipment.Sentence, hides),
            Steps = [.. shipment.Steps.Select(s => Tells(s, hides, person) ? Of(s, hides, person) : s)],
        };

    private static bool Tells(Step step, Func<string, bool> hides, string person) =>
        Tells(step.Sentence, hides) || Tells(step.Proposed, hides) || Tells(step.Why, hides)
        || step.Approvals.Concat(step.Deviations).Any(a => a.By != person && Tells(a.Note, hides));

    private static Step Of(Step step, Func<string, bool> hides, string person) => step with
    {
        Sentence = Spoken(step.Sentence, hides),
        Proposed = Spoken(step.Proposed, hides),
        Why = Spoken(step.Why, hides),
        Approvals = [.. step.Approvals.Select(a => a with { Note = Spoken(a.Note, a.By, hides, person) })],
        Deviations = [.. step.Deviations.Select(a => a with { Note = Spoken(a.Note, a.By, hides, person) })],
    };

    private static string Spoken(string text, Func<string, bool> hides) => Tells(text, hides) ? Silent : text;

    // What somebody wrote themselves tells them nothing, and what is left out would.
    private static string Spoken(string text, string by, Func<string, bool> hides, string person) =>
        by == person ? text : Spoken(text, hides);

    private static Release Of(Release release, Func<string, bool> hides, string person)
    {
        string Said(string text, string by) => Spoken(text, by, hides, person);
        return release with
        {
            Fixes = Said(release.Fixes, release.CreatedBy),
            SignOffs =
            [
                .. release.SignOffs.Select(s => Tells(s.Emergency, hides)
                    ? s with { Emergency = "an incident", Comment = Silent }
                    : s with { Comment = Said(s.Comment, s.By) }),
            ],
            Confirmations = [.. release.Confirmations.Select(c => c with { Comment = Said(c.Comment, c.By) })],
            Waivers = [.. release.Waivers.Select(w => w with { Reason = Said(w.Reason, w.AskedBy) })],
            Answers = [.. release.Answers.Select(a => a with { Reason = Said(a.Reason, a.By) })],
            Evidence = [.. release.Evidence.Select(e => e with { Summary = Said(e.Summary, e.By) })],
            Withdrawal = release.Withdrawal is { } end ? end with { Reason = Said(end.Reason, end.By) } : null,
        };
    }

    // That the node's own token was used is everybody's to know, what for is not.
    private static Organisation Of(Organisation people, Func<string, bool> hides, string person) =>
        !people.Glass.Any(g => Tells(g, hides)) ? people : people with
        {
            Glass =
            [
                .. people.Glass.Select(g => !Tells(g, hides) ? g : g with
                {
                    What = "what for is not shown to you", Reason = Silent,
                    Review = g.ReviewedBy == person || g.Review == "" ? g.Review : Silent,
                }),
            ],
        };

    // Addresses take an incident's number alone too.
    private static bool Tells(BrokenGlass glass, Func<string, bool> hides) =>
        Tells(glass.What, hides) || Tells(glass.Reason, hides) || Tells(glass.Review, hides);

    private static Owed Of(Owed owed, Func<string, bool> hides) =>
        Tells(owed.Id, hides) ? owed with { Id = Nameless, Text = "A promise that was made", Done = "" } : owed;

    /// <summary>By its id or its address, however many zeros stand before the number.</summary>
    public static bool Tells(string text, Func<string, bool> hides) =>
        text.Contains("INC", StringComparison.OrdinalIgnoreCase)
        && Ids().Matches(text).Any(m => hides($"INC-{m.Groups[1].Value}"));

    [GeneratedRegex("(?:INC-|/incidents?/)0*([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Ids();
}
