using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>The obligations of an incident as clocks: the next update, the phases, the retrospective.</summary>
internal static class IncidentClocks
{
    private const double Soon = 0.8;
    private static readonly TimeSpan House = TimeSpan.FromHours(48);

    public static IReadOnlyList<ClockView> Of(IncidentSeen seen) =>
        [.. Update(seen), .. Phases(seen), .. Retrospective(seen)];

    /// <summary>The clock that runs out first; null when none runs.</summary>
    public static ClockView? First(IncidentSeen seen) =>
        Of(seen).Where(c => c.Due is not null).OrderBy(c => c.Due).FirstOrDefault();

    public static string PhaseTitle(string phase) => phase switch
    {
        "incident.immediate" => "Immediate response",
        "incident.mitigate" => "Triage and mitigation",
        "incident.close" => "After the incident",
        "rollback" => "Rollback",
        _ => "Incident",
    };

    private static IEnumerable<ClockView> Update(IncidentSeen seen)
    {
        if (seen.Line(DutyConcepts.Update) is not { } duty) yield break;
        if (duty is { IsOpen: true, From: { } from, Due: { } due })
            yield return Running(seen, "Status update", from, due,
                $"{seen.Who(duty)}, due {At(due)}", $"{seen.Href}#update", "Write it");
        else if (duty.State == DutyState.Done)
            yield return Still(new Sign(Mark.Ok, "done"), "Updates", duty.Evidence,
                duty.Record.MissedEver > 0 ? "Not all in time" : "");
    }

    private static IEnumerable<ClockView> Phases(IncidentSeen seen) =>
        from phase in seen.Duties.Where(d => d.Check is { Due.Anchor: "T0", Cadence: null }).GroupBy(d => d.Check.Phase)
        let duties = phase.Where(d => d.State != DutyState.NotApplicable).ToList()
        where duties.Count > 0
        select Phase(seen, PhaseTitle(phase.Key), duties);

    private static ClockView Phase(IncidentSeen seen, string title, List<Duty> duties)
    {
        var (left, all) = (duties.Count(d => d.IsOpen), duties.Count);
        var by = $"{all - left} of {all} done";
        var due = duties.Max(d => d.Due);
        if (left > 0 && due is { } end)
            return Running(seen, title, seen.Incident.DeclaredAt, end, $"{by}, until {At(end)}");
        if (duties.Exists(d => d.State == DutyState.Ended))
            return Still(new Sign(Mark.Skip, "ended"), title, "Ended", by);
        var last = duties.Where(d => d.State == DutyState.Done).Max(d => d.DoneAt);
        var late = duties.Exists(d => d.WasLate);
        return Still(new Sign(left > 0 ? Mark.Wait : Mark.Ok, left > 0 ? "open" : "done"), title,
            last is { } done && left == 0 ? Words.Clock(done - seen.Incident.DeclaredAt) : by,
            left > 0 ? "No clock after it was reopened" : late ? $"{by}, not in time" : $"{by}, in time");
    }

    private static IEnumerable<ClockView> Retrospective(IncidentSeen seen)
    {
        if (seen.Line(DutyConcepts.Retrospective) is not { } duty) yield break;
        yield return duty switch
        {
            { IsOpen: true, From: { } from, Due: { } due } => Running(seen, "Retrospective", from, due,
                duty.IsArranged ? duty.Evidence.Capital : $"{seen.Who(duty)}, until {Words.Stamp(due)}",
                $"{seen.Review}#retrospective", duty.IsArranged ? "See it" : "Pick a time"),
            { State: DutyState.Done } => Still(new Sign(Mark.Ok, "done"), "Retrospective",
                seen.Incident.Review.Retrospective is { } meeting ? At(meeting.Start) : "", duty.Evidence),
            { State: DutyState.NotYet } => Still(new Sign(Mark.Wait, "not yet"), "Retrospective",
                $"{(duty.Check.Due?.Offset ?? House).TotalHours:0} h", "Starts when resolved"),
            _ => Still(IncidentSigns.Of(duty), "Retrospective", IncidentSigns.Of(duty).Word, duty.Evidence),
        };
    }

    private static ClockView Running(
        IncidentSeen seen, string label, DateTimeOffset from, DateTimeOffset due, string by, string href = "",
        string verb = "")
    {
        var (spent, total) = (seen.Sight.Now - from, due - from);
        var sign = seen.Sight.Now >= due ? new Sign(Mark.Fail, "overdue")
            : spent >= total * Soon ? new Sign(Mark.Warn, "due soon")
            : new Sign(Mark.Run, "runs");
        return new ClockView(sign, label, due, "", seen.Sight.Now >= due ? "overdue" : "left",
            (int)spent.TotalSeconds, (int)total.TotalSeconds, by, href, verb);
    }

    private static ClockView Still(Sign sign, string label, string reading, string by) =>
        new(sign, label, null, reading, "", 0, 0, by);

    private static string At(DateTimeOffset at) => $"{Words.TimeOfDay(at)[..5]} UTC";
}
