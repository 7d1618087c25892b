using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Views;

/// <summary>The calendar as text: the answer first, then rules, then slots.</summary>
internal static class CalendarText
{
    public static string Of(CalendarView calendar) => string.Join("\n\n", new[]
    {
        $"{Plain.Text(calendar.Sentence)}.", Stops(calendar), Rules(calendar), Slots(calendar),
    }.Where(part => part != ""));

    private static string Stops(CalendarView calendar) => calendar.Stops.Length == 0 ? "" : Table.Of(
        ["STOPPED", "SINCE", "BY", "REASON"],
        calendar.Stops.Select(s => new[] { s.Scope, Plain.Time(s.At), s.By, s.Reason }));

    private static string Rules(CalendarView calendar) => calendar.Rules.Length == 0 ? "No windows and no freezes." : Table.Of(
        ["RULE", "KIND", "SCOPE", "TITLE", "ON", "NEXT", "ENDS", "REPEATS", "ZONE"],
        calendar.Rules.Select(r => new[]
        {
            r.Id, r.Kind, r.Scope, r.Title, r.On ? "yes" : "no", Plain.Time(r.Next), Plain.Time(r.Ends), r.Repeats, r.Zone,
        }));

    private static string Slots(CalendarView calendar) => calendar.Slots.Length == 0 ? "No slots." : Table.Of(
        ["SLOT", "RELEASE", "ENVIRONMENT", "START", "END", "STATUS", "BY", "NOTE"],
        calendar.Slots.Select(s => new[]
        {
            s.Slot, $"{s.Service} {s.Version}", s.Environment == "" ? "production" : s.Environment, Plain.Time(s.Start),
            Plain.Time(s.End), s.Status, s.By, s.Deployment == "" ? s.Note : s.Deployment,
        }));
}
