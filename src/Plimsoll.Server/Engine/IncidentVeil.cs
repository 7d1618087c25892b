using Plimsoll.Core.Incidents;
using Plimsoll.Core.OnCall;

namespace Plimsoll.Server.Engine;

/// <summary>What an incident for all says of one that somebody may not see: it went into it, or people wrote of it.</summary>
internal static class IncidentVeil
{
    private const string Unsaid = "not shown to you";

    /// <remarks>What somebody wrote themselves tells them nothing, and what is left out would.</remarks>
    public static Incident Over(Incident incident, Func<string, bool> hides, string person)
    {
        string Said(string text, string by = "") => by != "" && by == person || !Veil.Tells(text, hides) ? text : Unsaid;
        bool Tells(Entry e) => Veil.Tells(e.Sentence, hides) || Veil.Tells(e.Detail, hides)
            || e.Corrections.Any(c => Veil.Tells(c.Before, hides) || Veil.Tells(c.Reason, hides));
        return incident with
        {
            Title = Said(incident.Title, incident.DeclaredBy),
            Impact = Said(incident.Impact),
            Symptoms = Said(incident.Symptoms),
            Cause = Said(incident.Cause),
            Channel = incident.Channel is { } channel
                ? new Channel(Said(channel.Chat), Said(channel.Call), Said(channel.Archive)) : null,
            Suspects =
            [
                .. incident.Suspects.Select(s => s with { What = Said(s.What, s.By), Why = Said(s.Why, s.By) }),
            ],
            Decisions =
            [
                .. incident.Decisions.Select(d => d with
                {
                    Reason = Veil.Tells(d.Reason, hides) && d.By != person ? Veil.Silent : d.Reason,
                    Options = [.. d.Options.Select(o => Said(o, d.By))],
                }),
            ],
            Mitigation = incident.Mitigation is { } way ? way with { Sentence = Said(way.Sentence) } : null,
            Updates = [.. incident.Updates.Select(u => u with { Text = Said(u.Text, u.By) })],
            Duties = incident.Duties.Values.Any(d => Veil.Tells(d.Note, hides))
                ? incident.Duties.SetItems(incident.Duties.Select(d =>
                    KeyValuePair.Create(d.Key, d.Value with { Note = Said(d.Value.Note, d.Value.DoneBy) })))
                : incident.Duties,
            Review = Over(incident.Review, Said),
            MergedInto = Veil.Tells(incident.MergedInto, hides) ? "" : incident.MergedInto,
            EndReason = Veil.Tells(incident.EndReason, hides) || Veil.Tells(incident.MergedInto, hides)
                ? Veil.Silent : incident.EndReason,
            Timeline = incident.Timeline.Exists(Tells)
                ? incident.Timeline.ConvertAll(
                    e => Tells(e) ? e with { Sentence = Veil.Silent, Detail = "", Corrections = [] } : e)
                : incident.Timeline,
        };
    }

    private static Review Over(Review review, Func<string, string, string> said) => review with
    {
        Sections = review.Sections.SetItems(review.Sections.Select(s =>
            KeyValuePair.Create(s.Key, s.Value with { Text = said(s.Value.Text, s.Value.By) }))),
        Actions =
        [
            .. review.Actions.Select(a => a with { Text = said(a.Text, a.By), DoneNote = said(a.DoneNote, a.DoneBy) }),
        ],
        NoActions = said(review.NoActions, ""),
        Runbook = review.Runbook is { } book
            ? book with { Path = said(book.Path, book.By), Reason = said(book.Reason, book.By) } : null,
    };

    /// <summary>A page says what the incident it is about says.</summary>
    public static Page Over(Page page, Func<string, bool> hides) =>
        !Veil.Tells(page.Title, hides) && !Veil.Tells(page.Text, hides) && !Veil.Tells(page.Outcome, hides) ? page
        : page with
        {
            Title = Veil.Tells(page.Title, hides) ? Unsaid : page.Title,
            Text = Veil.Tells(page.Text, hides) ? Unsaid : page.Text,
            Outcome = Veil.Tells(page.Outcome, hides) ? Unsaid : page.Outcome,
        };
}
