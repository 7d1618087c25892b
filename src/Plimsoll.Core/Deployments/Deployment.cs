using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>One run that puts a release on one environment.</summary>
public sealed record Deployment(
    string Id,
    string Service,
    string Environment,
    Queued Order,
    DeploymentStatus Status,
    FrozenInputs? Inputs,
    ImmutableArray<PlannedAction> Plan,
    ImmutableArray<Attempt> Attempts,
    ImmutableDictionary<string, int> Tries,
    ImmutableHashSet<string> Skipped,
    ImmutableSortedDictionary<string, string> Excluded,
    ImmutableArray<TargetSample> Samples,
    Question? Question,
    string RestorePoint,
    string CancelReason,
    string Unclean,
    string Sentence,
    bool RollBack,
    string EndedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt) : IState<Deployment>, IEnds, IBelongs
{
    public static string Kind => "deployment";

    public static Deployment Empty { get; } = new(
        "", "", "", new Queued("", "", 0, "", "", DeploymentKind.Deploy, "", "", default, ""), DeploymentStatus.Pending,
        null, [], [], ImmutableDictionary<string, int>.Empty, [], ImmutableSortedDictionary<string, string>.Empty,
        [], null, "", "", "", "", false, "", default, default);

    public static StreamName StreamOf(string id) => new($"{Kind}/{id}");

    public bool Exists => Id != "";

    public IEnumerable<string> To => IsRollback
        ? [Service, On(Service, Environment), RollbacksOn(Service, Environment)] : [Service, On(Service, Environment)];

    /// <summary>The name under which all of one lane are found.</summary>
    public static string On(string service, string environment) => $"{service}/{environment}";

    /// <summary>The name under which the rollbacks of one lane are found.</summary>
    public static string RollbacksOn(string service, string environment) => $"{service}/{environment}/back";

    public bool HasEnded =>
        Status is DeploymentStatus.Succeeded or DeploymentStatus.Failed or DeploymentStatus.Cancelled
        or DeploymentStatus.Rejected or DeploymentStatus.Superseded or DeploymentStatus.Expired;

    public bool IsRollback => Order.IsRollback;

    /// <summary>Holds the lane's slot.</summary>
    public bool IsActive => Exists && Status != DeploymentStatus.Pending && !HasEnded;

    /// <summary>Nothing goes on before a person has spoken: it asks, or stands at a line of the guide.</summary>
    public bool WaitsForPeople => Status == DeploymentStatus.Waiting
        || Attempts.Any(a => a.IsOpen) && Attempts.All(a => !a.IsOpen || a.Work == Work.Step);

    /// <summary>
    /// Whether anything may have happened that a rollback takes back; a backup and an upload change nothing.
    /// </summary>
    public bool ChangedAnything => Tried.Any();

    /// <summary>Targets on which anything but the upload was tried.</summary>
    public IReadOnlySet<string> Touched => Tried.Where(p => p.Target != "").Select(p => p.Target).ToHashSet();

    private IEnumerable<PlannedAction> Tried
    {
        get
        {
            var tried = Attempts.Select(a => a.Action).ToHashSet();
            return Plan.Where(p => p is { Work: Work.Ticket, Name: not ("upload" or "backup" or "backup check") }
                && tried.Contains(p.Key));
        }
    }

    /// <summary>Every target it is about was left out: there is nothing to do or to look at.</summary>
    public bool HasLeftOut(PlannedAction action) =>
        !action.Targets.IsDefaultOrEmpty && action.Targets.All(Excluded.ContainsKey);

    /// <summary>What is checked, as far as a target of it is left.</summary>
    public IEnumerable<PlannedAction> Checks => Plan.Where(p => p.Phase == Phase.Verify && !HasLeftOut(p));

    /// <summary>Whether something was checked after the switch and all of it passed.</summary>
    public bool Verified => Checks.Any() && Checks.All(p => Latest(p.Key) is { Outcome: Outcome.Succeeded });

    public bool VerificationFailed =>
        Plan.Any(p => p.Phase == Phase.Verify && Latest(p.Key) is { Outcome: Outcome.Failed });

    /// <summary>The latest attempt of every action that was tried.</summary>
    public IReadOnlyDictionary<string, Attempt> LatestAttempts()
    {
        Dictionary<string, Attempt> latest = [];
        foreach (var attempt in Attempts) latest[attempt.Action] = attempt;
        return latest;
    }

    public Attempt? Latest(string action) => Attempts.LastOrDefault(a => a.Action == action);
}

public enum DeploymentStatus
{
    Pending, Running, Verifying, Waiting, Cancelling, Succeeded, Failed, Cancelled, Rejected, Superseded, Expired,
}

/// <summary>One try of one action. The ticket is on record before anything happens.</summary>
/// <param name="Outcome">Null while it is open.</param>
/// <param name="LogDigest">SHA-256 of what was kept of its output.</param>
public sealed record Attempt(
    string Action,
    int Number,
    string Ticket,
    Work Work,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    Outcome? Outcome,
    string Sentence,
    string LogDigest)
{
    /// <summary>Names it in logs: action and number.</summary>
    public string Name => $"{Action}#{Number}";

    public bool IsOpen => Outcome is null;
}

/// <summary>failed: the work said no. error: it could not be done or measured. unknown: it may have happened.</summary>
public enum Outcome { Succeeded, Failed, Error, TimedOut, Cancelled, Unknown, Inconclusive }

/// <summary>Something failed and a person must say how to go on.</summary>
public sealed record Question(
    string Text,
    ImmutableArray<string> Actions,
    ImmutableArray<Choice> Choices,
    DateTimeOffset AskedAt,
    DateTimeOffset Expires);

public enum Choice { Retry, Skip, Exclude, Fail, RollBack }

/// <summary>One reading of a metric on one target, kept so that a restart does not start the window again.</summary>
public sealed record TargetSample(string Action, string Target, DateTimeOffset At, double Value, double? Per);

public abstract record DeploymentEvent : Event<Deployment>;

public abstract record DeploymentCommand : Command<Deployment, DeploymentEvent>;

public abstract record DeploymentReadingCommand : ReadingCommand<Deployment, DeploymentEvent>;
