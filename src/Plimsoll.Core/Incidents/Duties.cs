using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>The guide's concepts of the incident checklist that Plimsoll can tell the end of by itself.</summary>
public static class DutyConcepts
{
    public const string Severity = "assess-severity";
    public const string Commander = "notify-commander";
    public const string Channel = "incident-channel";
    public const string InitialUpdate = "notify-stakeholders-initial";
    public const string Team = "assemble-team";
    public const string Symptoms = "record-start-and-symptoms";
    public const string Suspects = "root-cause-or-suspects";
    public const string Decide = "decide-mitigation";
    public const string Execute = "execute-mitigation";
    public const string Verify = "verify-mitigation";
    public const string Update = LineUses.StatusUpdate;
    public const string Timeline = "timeline";
    public const string Restored = "service-restored";
    public const string FinalUpdate = "final-update";
    public const string Retrospective = "retro-scheduled";
    public const string RootCause = "timeline-and-rca";
    public const string Actions = "action-items";
    public const string Runbooks = "runbooks-updated";
    public const string Close = "close-and-archive";

    /// <summary>What a guide's rollback part calls the root cause; the review holds it.</summary>
    public const string CauseOfRollback = "root-cause";

    /// <summary>What its rollback part calls the decision.</summary>
    public const string DecideRollback = "decide-rollback";

    /// <summary>What a rollback's own checks show.</summary>
    public const string SmokeOfRollback = "smoke-after-rollback";
    public const string HealthOfRollback = "monitoring-healthy";

    public const string Declared = "incident-open";

    /// <summary>Lines whose end is on record, so that nobody ticks them.</summary>
    public static bool IsSeen(string concept) => All.Contains(concept)
        || concept is CauseOfRollback or DecideRollback or SmokeOfRollback or HealthOfRollback or Declared;

    /// <summary>All of them; any other line is done by a person's word.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        Severity, Commander, Channel, InitialUpdate, Team, Symptoms, Suspects, Decide, Execute, Verify, Update,
        Timeline, Restored, FinalUpdate, Retrospective, RootCause, Actions, Runbooks, Close,
    ];
}

/// <summary>How a line of the checklist stands.</summary>
public enum DutyState { NotYet, Open, Overdue, Done, Waived, NotApplicable, Ended }

/// <summary>What is kept of one line: that it was done by word, waived, and how far its reminders went.</summary>
/// <param name="For">The due moment the reminders were about; another one starts them anew.</param>
/// <param name="Missed">Whole intervals (or the one due moment) that passed undone.</param>
public sealed record DutyRecord(
    DateTimeOffset? For, bool Nudged, int Missed, bool Escalated, DateTimeOffset? DoneAt, string DoneBy, string Note,
    bool Waived)
{
    /// <summary>How often it was not done in time, over the whole incident.</summary>
    public int MissedEver { get; init; }

    /// <summary>Somebody said that its condition does not hold.</summary>
    public bool NotApplicable { get; init; }

    /// <summary>The roles that signed it, where it takes several.</summary>
    public ImmutableArray<string> Signed { get; init; } = [];

    public static DutyRecord None { get; } = new(null, false, 0, false, null, "", "", false);

    /// <summary>How far reminders went for a due moment.</summary>
    internal DutyRecord About(DateTimeOffset due) => For == due ? this : this with
    {
        For = due, Nudged = false, Missed = 0, Escalated = false,
    };
}

/// <summary>One line of the guide's incident checklist on one incident, at a moment.</summary>
/// <param name="From">Since when its clock runs; null before it does, or where it has none.</param>
/// <param name="Due">When it has to be done; for a cadence, the first moment not kept.</param>
/// <param name="Evidence">What shows that it is done, or why it does not apply.</param>
public sealed record Duty(
    Check Check, DutyState State, DateTimeOffset? From, DateTimeOffset? Due, DateTimeOffset? DoneAt, string DoneBy,
    string Evidence, DutyRecord Record)
{
    /// <summary>It comes back: each time starts its clock anew.</summary>
    public bool Repeats { get; init; }

    /// <summary>Nothing is left to do but to let its time come.</summary>
    public bool IsArranged { get; init; }

    public bool IsOpen => State is DutyState.Open or DutyState.Overdue;

    /// <summary>Whether it stands in the way of closing: neither done nor excused.</summary>
    public bool IsMissing => State is DutyState.NotYet or DutyState.Open or DutyState.Overdue;

    public bool WasLate => Record.MissedEver > 0 || Due is { } due && DoneAt > due;

    /// <summary>The roles that still have to sign it; of a line that only one has to, all it names.</summary>
    public ImmutableArray<string> Unsigned => !Signing.NeedsWord(Check) ? []
        : [.. Signing.Signers(Check).Except(Record.Signed)];

    /// <summary>Every role that has to do it.</summary>
    public ImmutableArray<string> Roles => Check.Concept == DutyConcepts.Team
        ? [IncidentRoles.Commander] : Owners.Of(Check);
}

public static class DutyWords
{
    extension(DutyState state)
    {
        public string Word => state switch
        {
            DutyState.NotYet => "not yet",
            DutyState.NotApplicable => "not applicable",
            _ => state.ToString().ToLowerInvariant(),
        };
    }
}

public static class IncidentRoles
{
    public const string Commander = "Incident Commander";
    public const string Security = "Security Lead";
}
