using System.Globalization;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>What happened: the newest entries, older behind a link, corrections with what was said before.</summary>
internal static class TimelineViews
{
    private const int Shown = 100;
    private const int LongestDetail = 2_000;
    private const int MostOfAll = 20_000;

    /// <param name="before">Entries with a lower number; 0 for the newest.</param>
    /// <param name="correct">The entry whose correction is asked for; 0 for none.</param>
    public static TimelineView Of(IncidentSeen seen, int before, int correct)
    {
        var all = seen.Incident.Timeline;
        var last = before is 0 ? all.Count : Math.Clamp(before - 1, 0, all.Count);
        var first = Math.Max(0, last - Shown);
        var entries = all.GetRange(first, last - first);
        entries = entries.Reverse();
        return new TimelineView(
            last == all.Count ? Words.Count(all.Count, "entry", "entries") : $"{first + 1} to {last} of {all.Count}",
            Entries(seen, entries), first > 0 ? $"{seen.Href}?before={first + 1}#timeline" : "",
            last < all.Count ? $"{seen.Href}#timeline" : "", seen.Note(), correct > 0 ? seen.Correct(correct) : null);
    }

    /// <summary>The important kinds alone, as they happened: how it began and how it ended, where there are many.</summary>
    public static TimelineView Story(IncidentSeen seen)
    {
        var told = seen.Incident.Timeline.Where(e => e.Kind is EntryKind.Alarm or EntryKind.Good or EntryKind.Note)
            .OrderBy(e => e.At).ThenBy(e => e.Number).ToList();
        var left = told.Count - Shown;
        var shown = left <= 0 ? told : [.. told.Take(Shown / 2), .. told.TakeLast(Shown / 2)];
        var count = Words.Count(seen.Incident.Timeline.Count, "timeline entry", "timeline entries");
        return new TimelineView($"written from {count}", Entries(seen, shown, correcting: false), "", "", null, null)
        {
            Left = left <= 0 ? null : new GapView(shown[Shown / 2 - 1].Number,
                $"{Words.Count(left, "entry is", "entries are")} left out here.", $"{seen.Href}#timeline"),
        };
    }

    private static IReadOnlyList<EntryView> Entries(
        IncidentSeen seen, IReadOnlyList<Core.Incidents.Entry> entries, bool correcting = true)
    {
        List<EntryView> views = [];
        var (day, left) = ("", MostOfAll);
        foreach (var entry in entries)
        {
            var today = entry.At.UtcDateTime.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);
            var (sign, icon) = IncidentSigns.Of(entry.Kind);
            var whole = $"/api/v1{seen.Href}?before={entry.Number + 1}";
            var (sentence, detail) = (Cut(entry.Sentence, whole, ref left), Cut(entry.Detail, whole, ref left));
            views.Add(new EntryView(
                entry.Number, entry.At, today == day ? "" : today, sign, icon, sentence, detail,
                Words.Person(entry.By),
                [.. entry.Corrections.Select(c =>
                    $"{Words.Stamp(c.At)}, {c.By}: {Cut(c.Before, whole, ref left)} ({c.Reason})")],
                correcting && entry.Kind == EntryKind.Note
                    ? $"{seen.Href}?correct={entry.Number}#correct" : ""));
            day = today;
        }
        return views;
    }

    /// <summary>One page stays one page, however long the entries are; the API has them whole.</summary>
    private static string Cut(string text, string whole, ref int left)
    {
        var most = Math.Max(80, Math.Min(LongestDetail, left));
        var cut = text.Length <= most ? text
            : $"{text[..most]}… ({text.Length - most:N0} more characters; the API has it whole: GET {whole})";
        left -= cut.Length;
        return cut;
    }
}
