using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>A line whose clock runs, by the oracle's own table.</summary>
internal sealed record SeenDue(string Concept, DateTimeOffset From, DateTimeOffset Due)
{
    private const string Cadence = "status-update";

    private TimeSpan Length => Due - From;

    private DateTimeOffset EscalatesAt => Concept == Cadence ? Due + Length
        : Due + TimeSpan.FromMinutes(Math.Clamp(Length.TotalMinutes / 4, 5, 720));

    private int Intervals(DateTimeOffset at) => Concept == Cadence ? 1 + (int)((at - Due) / Length) : 1;

    /// <summary>What time asked for and nobody recorded.</summary>
    public IEnumerable<string> LeftOut(DateTimeOffset now, SeenDuties duties)
    {
        if (now < Due) yield break;
        var missed = duties.Rungs.GetValueOrDefault((Concept, Due, "miss"));
        if (missed < Intervals(now)) yield return $"{Concept} is overdue since {Due:MM-dd HH:mm:ss}, missed {missed} times on record";
        if (now >= EscalatesAt && !duties.Rungs.ContainsKey((Concept, Due, "escalate")))
            yield return $"{Concept} was to be escalated at {EscalatesAt:MM-dd HH:mm:ss}";
    }

    /// <summary>What is wrong with a rung at a moment.</summary>
    public IEnumerable<string> Judge(string rung, DateTimeOffset at, DutyMissed? missed, IReadOnlyList<Event> commit, SeenDuties duties)
    {
        var earliest = rung switch { "nudge" => From + Length * 0.8, "miss" => Due, _ => EscalatesAt };
        if (at < earliest) yield return $"a {rung} of {Concept} before {earliest}";
        if (rung == "nudge" && at >= Due) yield return $"a nudge of {Concept} after it was due";
        var before = duties.Rungs.GetValueOrDefault((Concept, Due, rung));
        if (missed is null && before > 0) yield return $"a second {rung} of {Concept} for {Due}";
        if (missed is not null && (missed.Times <= before || missed.Times != Intervals(at)))
            yield return $"{Concept} was missed {missed.Times} times after {before}; {Intervals(at)} intervals are over";
        if (missed is not null && missed.Quiet != commit.OfType<DutyEscalated>().Any(e => e.Duty == missed.Duty))
            yield return $"after a gap of {Concept} more or less than the highest rung is told";
        duties.Rungs[(Concept, Due, rung)] = missed?.Times ?? 1;
    }
}

/// <summary>What the oracle knows of the lines of one incident: facts in, what is owed out.</summary>
internal sealed class SeenDuties
{
    private static readonly (string Concept, int Minutes)[] Response =
    [
        ("assess-severity", 15), ("notify-commander", 15), ("incident-channel", 15), ("notify-stakeholders-initial", 15),
        ("assemble-team", 15), ("record-start-and-symptoms", 15), ("root-cause-or-suspects", 60), ("decide-mitigation", 60),
        ("execute-mitigation", 60), ("verify-mitigation", 60),
    ];

    private static readonly (string Concept, int Minutes)[] Review =
    [
        ("final-update", 60), ("retro-scheduled", 2880), ("timeline-and-rca", 10080), ("action-items", 10080),
        ("runbooks-updated", 10080), ("close-and-archive", 10080),
    ];

    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _waived = [];
    private readonly HashSet<string> _roles = [];
    private readonly Dictionary<int, (DateOnly Due, bool Done, DateOnly? Told)> _items = [];
    private DateTimeOffset _declared;
    private DateTimeOffset? _resolved;
    private bool _reopened, _named, _archived = true;
    private bool? _security;
    private string _cause = "";
    private DateTimeOffset? _meeting, _held;

    public Dictionary<(string Concept, DateTimeOffset Due, string Rung), int> Rungs { get; } = [];

    public bool Decided => _done.Contains("decide-mitigation");

    public bool Verified => _done.Contains("verify-mitigation");

    /// <summary>The lines somebody owes, with the clock each is on.</summary>
    public IEnumerable<SeenDue> Running(DateTimeOffset cadenceFrom, string status, DateTimeOffset at)
    {
        if (status is "" or "Closed" or "Merged" or "Cancelled") return [];
        var response = status is not ("Resolved" or "Reviewing");
        IEnumerable<SeenDue> all = response
            ? [.. _reopened ? [] : Response.Select(d => new SeenDue(d.Concept, _declared, _declared.AddMinutes(d.Minutes))),
                new SeenDue("status-update", cadenceFrom, cadenceFrom.AddMinutes(30))]
            : Review.Select(d => new SeenDue(d.Concept, _resolved!.Value, _resolved.Value.AddMinutes(d.Minutes)));
        return all.Where(d => !IsDone(d.Concept, at) && !_waived.Contains(d.Concept));
    }

    /// <summary>What has to be there before an incident is closed.</summary>
    public IEnumerable<string> Gates(DateTimeOffset at)
    {
        foreach (var concept in new[] { "retro-scheduled", "timeline-and-rca", "action-items", "runbooks-updated" })
            if (!IsDone(concept, at) && !_waived.Contains(concept)) yield return $"{concept} is open";
        if (!IsDone("final-update", at)) yield return "the final update is missing";
        if (!_archived) yield return "the channel is not archived";
    }

    public void Waive(string concept) => _waived.Add(concept);

    public IEnumerable<string> Remind(int number, DateTimeOffset at)
    {
        var (item, day) = (_items[number], DateOnly.FromDateTime(at.UtcDateTime));
        if (item.Done || day < item.Due || item.Told == day) yield return $"action item {number} was reminded of on {day}";
        _items[number] = item with { Told = day };
    }

    public void Replay(IncidentEvent happened, DateTimeOffset at, bool response)
    {
        switch (happened)
        {
            case IncidentDeclared declared: _declared = at; break;
            case SeverityAssessed: _done.Add("assess-severity"); break;
            case CommandTaken: _done.Add("notify-commander"); break;
            case ChannelOpened: _done.Add("incident-channel"); _archived = false; break;
            case ChannelArchived: _archived = true; break;
            case SecurityAnswered answer: _security = answer.Needed; break;
            case ResponderJoined joined: _roles.Add(joined.Role); break;
            case SymptomsRecorded: _done.Add("record-start-and-symptoms"); break;
            case SuspectNamed { Proposed: false }: _named = true; break;
            case CauseIdentified cause: _cause = cause.Cause; break;
            case CauseDropped: _cause = ""; Undone(); break;
            case DecisionRecorded decided:
                _done.Add("decide-mitigation");
                if (decided.Remedy == Remedy.None) Executed();
                break;
            case MitigationStarted or MitigationFailed or VerificationFailed: Undone(); break;
            case MitigationFinished: Executed(); break;
            case MitigationVerified: _done.Add("verify-mitigation"); break;
            case IncidentResolved: _resolved = at; break;
            case IncidentReopened: (_reopened, _resolved) = (true, null); _done.Remove("final-update"); Undone(); break;
            case UpdateSent update:
                _done.Add("notify-stakeholders-initial");
                if (update.Final && !response) _done.Add("final-update");
                break;
            default: OfReview(happened); break;
        }
    }

    private void OfReview(IncidentEvent happened)
    {
        switch (happened)
        {
            case RetrospectiveScheduled meeting: _meeting = meeting.Start; break;
            case RetrospectiveCancelled: _meeting = null; break;
            case RetrospectiveHeld held: _held = held.At; break;
            case ReviewEdited { Section: "root-cause" }: _done.Add("timeline-and-rca"); break;
            case NoActionsDeclared: _done.Add("action-items"); break;
            case RunbooksAnswered: _done.Add("runbooks-updated"); break;
            case ActionItemAdded item:
                _done.Add("action-items");
                _items[item.Number] = (item.Due, false, null);
                break;
            case ActionItemCompleted item: _items[item.Number] = _items[item.Number] with { Done = true }; break;
        }
    }

    private bool IsDone(string concept, DateTimeOffset at) => concept switch
    {
        "assemble-team" => _security is { } needed && _roles.Contains("Developers") && _roles.Contains("Release Manager")
            && (!needed || _roles.Contains("Security Lead")),
        "root-cause-or-suspects" => _named || _cause != "",
        "retro-scheduled" => _held >= _resolved
            || _meeting is { } start && start >= _resolved && start <= _resolved?.AddHours(48) && start <= at,
        _ => _done.Contains(concept),
    };

    private void Executed()
    {
        Undone();
        _done.Add("execute-mitigation");
    }

    private void Undone() => _done.ExceptWith(["execute-mitigation", "verify-mitigation"]);
}
