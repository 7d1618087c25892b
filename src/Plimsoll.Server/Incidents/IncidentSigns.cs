using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>How the states of an incident look and read.</summary>
internal static class IncidentSigns
{
    extension(Incident incident)
    {
        public Sign Sign => incident.Status switch
        {
            IncidentStatus.Investigating or IncidentStatus.Identified => new Sign(Mark.Warn, Word(incident), Tone.Bad),
            IncidentStatus.Mitigating or IncidentStatus.Monitoring => new Sign(Mark.Run, Word(incident)),
            IncidentStatus.Resolved or IncidentStatus.Reviewing => new Sign(Mark.Sign, Word(incident)),
            IncidentStatus.Closed => new Sign(Mark.Ok, Word(incident)),
            _ => new Sign(Mark.Skip, Word(incident)),
        };
    }

    public static SeverityView Of(Severity severity) => severity switch
    {
        Severity.Low => new SeverityView("Low", "low"),
        Severity.Medium => new SeverityView("Medium", "medium"),
        Severity.High => new SeverityView("High", ""),
        _ => new SeverityView("Critical", ""),
    };

    public static Sign Of(Duty duty) => duty.State switch
    {
        DutyState.Done => new Sign(Mark.Ok, duty.WasLate ? "Done late" : "Done"),
        DutyState.Waived => new Sign(Mark.Waive, "Left out"),
        DutyState.NotApplicable => new Sign(Mark.Skip, "Does not apply"),
        DutyState.Ended => new Sign(Mark.Skip, duty.Record.Missed > 0 ? "Missed" : "Ended"),
        DutyState.NotYet => new Sign(Mark.Wait, "Not yet"),
        DutyState.Overdue => new Sign(Mark.Fail, "Overdue"),
        _ => new Sign(Mark.Wait, "Open"),
    };

    public static (Sign Sign, string Icon) Of(EntryKind kind) => kind switch
    {
        EntryKind.Alarm => (new Sign(Mark.Warn, "alarm", Tone.Bad), "fire"),
        EntryKind.Good => (new Sign(Mark.Ok, "good"), "ok"),
        EntryKind.Command => (new Sign(Mark.Wait, "command"), "term"),
        EntryKind.Note => (new Sign(Mark.Wait, "note"), "note"),
        _ => (new Sign(Mark.Wait, "fact"), "clock"),
    };

    private static string Word(Incident incident) => incident.Status.Word.Capital;
}
