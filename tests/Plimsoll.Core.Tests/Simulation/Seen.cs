using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>What the oracle remembers of a release.</summary>
internal sealed class SeenRelease
{
    public List<CandidateSealed> Candidates { get; } = [];
    public List<EvidenceAdded> Evidence { get; } = [];
    public List<(string Role, int Candidate, string By)> Signed { get; } = [];
    public List<(string Gate, int Candidate, long Version, DateTimeOffset At)> Words { get; } = [];
    public List<(string Gate, DateTimeOffset Until, bool Granted)> Waivers { get; } = [];
    public List<string> Criteria { get; } = [];
    public NotesSaved? Notes { get; private set; }
    public long PlanAt { get; private set; }
    public bool Withdrawn { get; private set; }
    public string Creator { get; private set; } = "";
    public CandidateSealed? Now => Candidates.LastOrDefault();

    public bool IsWaived(string gate, DateTimeOffset at) => Waivers.Any(w => w.Gate == gate && w.Granted && at < w.Until);

    public void Replay(Fact fact)
    {
        switch (fact.Event)
        {
            case ReleaseCreated: Creator = fact.Moment.Actor; break;
            case CandidateSealed sealing: Candidates.Add(sealing); break;
            case EvidenceAdded evidence: Evidence.Add(evidence); break;
            case SignedOff signed: Signed.Add((signed.Role, signed.Candidate, fact.Moment.Actor)); break;
            case SignOffTakenBack back: Signed.RemoveAll(s => s == (back.Role, back.Candidate, fact.Moment.Actor)); break;
            case GateConfirmed word: Words.Add((word.Gate, word.Candidate, fact.Version, fact.Moment.At)); break;
            case CriterionAdded: Criteria.Add(""); break;
            case CriterionMet met: Criteria[met.Number - 1] = fact.Moment.Actor; break;
            case NotesSaved notes: Notes = notes; break;
            case RollbackPlanned: PlanAt = fact.Version; break;
            case WaiverRequested asked: Waivers.Add((asked.Gate, asked.Until, false)); break;
            case WaiverGranted granted:
                var at = Waivers.FindLastIndex(w => w.Gate == granted.Gate && !w.Granted);
                Waivers[at] = Waivers[at] with { Granted = true };
                break;
            case ReleaseWithdrawn: Withdrawn = true; break;
        }
    }
}

/// <summary>What the oracle remembers of a lane.</summary>
internal sealed class SeenLane
{
    public string? Active { get; private set; }
    public HashSet<string> Started { get; } = [];
    public List<string> Queue { get; } = [];
    public Dictionary<string, Queued> Orders { get; } = [];
    public HashSet<string> Holds { get; } = [];
    public HashSet<(string Version, string Digest)> Bad { get; } = [];
    public HashSet<string> Passed { get; } = [];
    public HashSet<string> Adopted { get; } = [];

    public void Replay(Fact fact)
    {
        switch (fact.Event)
        {
            case DeploymentQueued queued:
                Queue.Add(queued.Deployment.Deployment);
                Orders[queued.Deployment.Deployment] = queued.Deployment;
                break;
            case QueuedCancelled cancelled: Queue.Remove(cancelled.Deployment); break;
            case SlotTaken taken:
                Queue.Remove(taken.Deployment);
                Active = taken.Deployment;
                break;
            case SlotGivenBack: Active = null; break;
            case HoldPlaced hold: Holds.Add(hold.Id); break;
            case HoldLifted lifted: Holds.Remove(lifted.Id); break;
            case MarkedBad bad: Bad.Add((bad.Version, bad.Digest)); break;
        }
    }
}

/// <summary>What the oracle remembers of a deployment.</summary>
internal sealed class SeenRun
{
    private readonly Dictionary<string, Outcome?> _checks = [];

    public string Id { get; private set; } = "";
    public string Lane { get; private set; } = "";
    public bool Ended { get; private set; }
    public bool Failed { get; private set; }
    public bool Succeeded { get; private set; }
    public bool AllChecksPassed => _checks.Count > 0 && _checks.Values.All(o => o == Outcome.Succeeded);
    public bool CheckSaidNo => _checks.ContainsValue(Outcome.Failed);

    public void Replay(Fact fact)
    {
        switch (fact.Event)
        {
            case DeploymentRequested requested: (Id, Lane) = (requested.Id, $"{requested.Service}/{requested.Environment}"); break;
            case DeploymentStarted started:
                foreach (var check in started.Plan.Where(p => p.Phase == Phase.Verify)) _checks[check.Key] = null;
                break;
            case AttemptStarted attempt when _checks.ContainsKey(attempt.Action): _checks[attempt.Action] = null; break;
            case AttemptEnded attempt when _checks.ContainsKey(attempt.Action): _checks[attempt.Action] = attempt.Outcome; break;
            case DeploymentEnded ended:
                (Ended, Failed, Succeeded) = (true, ended.Status == DeploymentStatus.Failed, ended.Status == DeploymentStatus.Succeeded);
                break;
            case QuestionAnswered { Choice: Choice.Fail or Choice.RollBack }: (Ended, Failed) = (true, true); break;
            case CancelRequested when _checks.Count == 0: Ended = true; break;
            case DeploymentRejected: Ended = true; break;
        }
    }
}

/// <summary>What the oracle remembers of a walk.</summary>
internal sealed class SeenShipment
{
    private readonly Dictionary<string, StepStatus> _steps = [];

    public string Version { get; private set; } = "";
    public int Candidate { get; private set; }
    public bool IsOpen { get; private set; }
    public int Announced { get; set; }
    public int Read { get; set; }

    public void Replay(Fact fact)
    {
        switch (fact.Event)
        {
            case ShipmentOpened opened:
                (Version, Candidate, IsOpen) = (opened.Version, opened.Candidate, true);
                foreach (var step in opened.Steps) _steps[step.Id] = step.Status;
                break;
            case StepMoved moved:
                _steps[moved.Step] = moved.Status;
                IsOpen = IsOpen && moved.Status != StepStatus.Failed && _steps.Values.Any(
                    s => s is StepStatus.Todo or StepStatus.Waiting or StepStatus.Running);
                break;
            case ShipmentCancelled: IsOpen = false; break;
        }
    }
}
