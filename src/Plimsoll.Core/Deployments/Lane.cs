using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// One service on one environment: who may deploy there now, the queue, holds, what runs, what was good.
/// </summary>
public sealed record Lane(
    string Service,
    string Environment,
    Slot? Active,
    ImmutableArray<Queued> Queue,
    ImmutableArray<Hold> Holds,
    ImmutableSortedDictionary<string, Running> Targets,
    ImmutableArray<Good> Good,
    ImmutableArray<BadMark> Bad) : IState<Lane>, IEnds, IBelongs
{
    public static string Kind => "lane";

    public static Lane Empty { get; } =
        new("", "", null, [], [], ImmutableSortedDictionary<string, Running>.Empty, [], []);

    public static StreamName StreamOf(string service, string environment) => new($"{Kind}/{service}/{environment}");

    public bool Exists => Service != "";

    public IEnumerable<string> To => [Service];

    /// <summary>At rest: nothing runs, waits or stops it, and it runs one version, the one on record.</summary>
    public bool HasEnded => Active is null && Queue.IsEmpty && Holds.IsEmpty && Drift.IsEmpty && !IsMixed
        && Drill is not { IsOpen: true };

    /// <summary>Targets that run something else than is on record.</summary>
    public ImmutableSortedDictionary<string, Drifted> Drift { get; init; } = Drifted.None;

    /// <summary>Taken out of the queue lately; a walk that has not heard of it yet must not queue them again.</summary>
    public ImmutableArray<string> TakenOut { get; init; } = [];

    /// <summary>The newest restore drill; null where there was none.</summary>
    public Drill? Drill { get; init; }

    /// <summary>When a restore drill passed last.</summary>
    public DateTimeOffset? DrillPassed { get; init; }

    /// <summary>Newest verified deployment that is not marked bad; null when there is nothing to go back to.</summary>
    public Good? LastKnownGood => Good.LastOrDefault(g => !IsBad(g.Version, g.Digest));

    /// <summary>Where to go back to from a version: as the last known good, but another one.</summary>
    public Good? GoodBefore(string version, string digest, Func<Good, bool> mayRun) => Good.LastOrDefault(
        g => !IsBad(g.Version, g.Digest) && (g.Version, g.Digest) != (version, digest) && mayRun(g));

    public bool IsBad(string version, string digest) => Bad.Any(b => b.Version == version && b.Digest == digest);

    /// <summary>True when its targets do not all run the same bytes; another candidate of a version is another thing.
    /// </summary>
    public bool IsMixed => Targets.Values.Select(t => (t.Version, t.Digest)).Distinct().Count() > 1;

    /// <summary>The version on its targets; empty when nothing runs or they differ.</summary>
    public string RunningVersion => IsMixed ? "" : Targets.Values.FirstOrDefault()?.Version ?? "";
}

/// <summary>Deploy, rollback or redeploy.</summary>
public enum DeploymentKind { Deploy, Rollback, Redeploy }

/// <summary>A deployment that waits for the lane.</summary>
/// <param name="Leaves">The deployment it takes back: of a rollback or a return from a rehearsal; else empty.</param>
public sealed record Queued(
    string Deployment,
    string Version,
    int Candidate,
    string Artifact,
    string Digest,
    DeploymentKind Kind,
    string Shipment,
    string By,
    DateTimeOffset At,
    string Reason,
    string Leaves = "")
{
    /// <summary>The version whose rollback is rehearsed, on the way back and on the return; else empty.</summary>
    public string Rehearses { get; init; } = "";

    public bool IsRollback => Kind == DeploymentKind.Rollback;
}

/// <summary>The one deployment that may act on the lane.</summary>
public sealed record Slot(Queued Deployment, DateTimeOffset TakenAt)
{
    /// <summary>Whether it was judged as production is; what was not may not start there.</summary>
    public bool AsProduction { get; init; }
}

/// <summary>A stop on a lane, with its reason, until lifted.</summary>
public sealed record Hold(string Id, string Reason, string By, DateTimeOffset At)
{
    /// <summary>Ends the id of the one that a deployment leaves where its work may still run.</summary>
    public const string Unclean = "-unclean";

    /// <summary>The incident it belongs to; the patch that names it passes. Empty for none.</summary>
    public string Incident { get; init; } = "";

    /// <summary>Who is asked about it, a person or a role; empty: Release Managers.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it ends by itself; null: when somebody lifts it.</summary>
    public DateTimeOffset? Expires { get; init; }

    public bool HasRunOut(DateTimeOffset at) => Expires <= at;
}

/// <summary>What one target runs, and which deployment put it there.</summary>
public sealed record Running(string Version, string Digest, string Deployment, DateTimeOffset Since);

/// <summary>A deployment whose verification passed (or that was adopted by a person).</summary>
public sealed record Good(string Deployment, string Version, int Candidate, string Artifact, string Digest,
    DateTimeOffset At);

/// <summary>These bytes are not deployed here again without a waiver.</summary>
public sealed record BadMark(string Version, string Digest, string Reason, DateTimeOffset At);

public abstract record LaneEvent : Event<Lane>;

public abstract record LaneCommand : Command<Lane, LaneEvent>;

public abstract record LaneReadingCommand : ReadingCommand<Lane, LaneEvent>;
