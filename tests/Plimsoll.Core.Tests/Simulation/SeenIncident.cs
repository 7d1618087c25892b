using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>What the oracle remembers of an incident, and what it says about each new fact of it.</summary>
internal sealed class SeenIncident(string id, IReadOnlyDictionary<string, string> concepts)
{
    // product.md, word for word; the two ends besides are open to every open one. Cancelled by mistake, it is taken back.
    private static readonly Dictionary<string, string[]> Moves = new()
    {
        ["Investigating"] = ["Identified", "Mitigating", "Monitoring"],
        ["Identified"] = ["Mitigating", "Investigating", "Monitoring"],
        ["Mitigating"] = ["Monitoring", "Investigating"],
        ["Monitoring"] = ["Resolved", "Identified"],
        ["Resolved"] = ["Reviewing", "Investigating"],
        ["Reviewing"] = ["Closed", "Investigating"],
        ["Closed"] = [], ["Merged"] = [], ["Cancelled"] = ["Investigating"],
    };

    private readonly SeenDuties _duties = new();

    public string Id => id;
    public string Status { get; private set; } = "";
    public string Deployment { get; private set; } = "";
    public HashSet<string> Mitigations { get; } = [];
    public Severity Worst { get; private set; }
    public DateTimeOffset CadenceFrom { get; private set; }
    public HashSet<string> Been { get; } = [];

    public IEnumerable<string> Replay(Fact fact, IncidentEvent happened, IReadOnlyList<Event> commit)
    {
        var at = fact.Moment.At;
        List<string> wrong = [.. Rung(happened, at, commit), .. Reminder(happened, at)];
        var next = Next(happened);
        _duties.Replay(happened, at, next is "Investigating" or "Identified" or "Mitigating" or "Monitoring");
        if (next != Status)
        {
            if (Status != "" && !Moves[Status].Contains(next)
                && !(next is "Merged" or "Cancelled" && Status is not ("Closed" or "Merged" or "Cancelled")))
                wrong.Add($"it went from {Status} to {next}");
            if (next == "Mitigating" && !_duties.Decided) wrong.Add("it is mitigated without a decision");
            if (next == "Resolved" && (!_duties.Verified || fact.Moment.BySystem)) wrong.Add("it was resolved unverified or by nobody");
            if (next == "Closed") wrong.AddRange(_duties.Gates(at).Select(g => $"it was closed while {g}"));
            if (next == "Closed" && fact.Moment.BySystem) wrong.Add("Plimsoll closed it by itself");
        }
        if (happened is UpdateSent && fact.Moment.BySystem) wrong.Add("Plimsoll wrote an update by itself");
        if (happened is IncidentDeclared or IncidentReopened || happened is UpdateSent && !fact.Moment.BySystem) CadenceFrom = at;
        Remember(happened, next);
        return wrong;
    }

    public IEnumerable<string> Quiet(DateTimeOffset now) =>
        from due in _duties.Running(CadenceFrom, Status, now)
        from wrong in due.LeftOut(now, _duties)
        select wrong;

    private void Remember(IncidentEvent happened, string next)
    {
        Been.Add(Status = next);
        switch (happened)
        {
            case IncidentDeclared declared: (Deployment, Worst) = (declared.Deployment, declared.Severity); break;
            case SeverityAssessed assessed: Worst = assessed.Severity > Worst ? assessed.Severity : Worst; break;
            case SeverityRaised raised: Worst = raised.Severity > Worst ? raised.Severity : Worst; break;
            case DutyWaived waived: _duties.Waive(concepts[waived.Duty]); break;
            case MitigationStarted started: Mitigations.Add(started.Deployment); break;
        }
    }

    private string Next(IncidentEvent happened) => happened switch
    {
        IncidentDeclared => "Investigating",
        CauseIdentified => Status == "Investigating" ? "Identified" : Status,
        CauseDropped or MitigationFailed or IncidentReopened => "Investigating",
        DecisionRecorded decided => decided.Remedy == Remedy.None ? "Monitoring" : "Mitigating",
        MitigationFinished => "Monitoring",
        VerificationFailed => "Identified",
        IncidentResolved => "Resolved",
        UpdateSent { Final: true } => Status == "Resolved" ? "Reviewing" : Status,
        IncidentClosed => "Closed",
        IncidentMerged => "Merged",
        IncidentCancelled => "Cancelled",
        _ => Status,
    };

    private IEnumerable<string> Rung(IncidentEvent happened, DateTimeOffset at, IReadOnlyList<Event> commit)
    {
        var (duty, due, rung) = happened switch
        {
            DutyNudged nudged => (nudged.Duty, nudged.Due, "nudge"),
            DutyMissed missed => (missed.Duty, missed.Due, "miss"),
            DutyEscalated escalated => (escalated.Duty, escalated.Due, "escalate"),
            _ => ("", default, ""),
        };
        if (rung == "") return [];
        var concept = concepts[duty];
        return _duties.Running(CadenceFrom, Status, at).FirstOrDefault(d => d.Concept == concept) is not { } running
            ? [$"a {rung} of {concept}, which nobody owes"]
            : running.Due != due ? [$"a {rung} of {concept} for {due}, which is due {running.Due}"]
            : running.Judge(rung, at, happened as DutyMissed, commit, _duties);
    }

    private IEnumerable<string> Reminder(IncidentEvent happened, DateTimeOffset at) =>
        happened is ActionItemReminded reminded ? _duties.Remind(reminded.Number, at) : [];
}
