using System.Collections.Immutable;

namespace Plimsoll.Core.Deployments;

/// <summary>What a running deployment does next: a pure reading of its record.</summary>
public static class DeploymentWalk
{
    public static NextMove Next(Deployment deployment) => deployment.Status switch
    {
        DeploymentStatus.Running or DeploymentStatus.Verifying => InWave(deployment),
        DeploymentStatus.Cancelling when deployment.Attempts.All(a => !a.IsOpen) =>
            new NextMove.End(new EndDeployment(DeploymentStatus.Cancelled,
                $"cancelled: {deployment.CancelReason}", false)),
        DeploymentStatus.Cancelling => new NextMove.Stop([.. deployment.Attempts.Where(a => a.IsOpen)]),
        _ => NextMove.Nothing,
    };

    private static NextMove InWave(Deployment deployment)
    {
        // Looked up once: a plan of thousands of actions has as many attempts.
        var latest = deployment.LatestAttempts();
        var wave = CurrentWave(deployment, latest);
        if (LeftOut(deployment) && deployment.Attempts.All(a => !a.IsOpen))
            return new NextMove.End(new EndDeployment(DeploymentStatus.Failed,
                "every target was left out; nothing runs it",
                deployment.Inputs is { } inputs && FailurePolicy.RollsBackByItself(inputs)));
        if (wave.IsEmpty)
            return new NextMove.End(NotBack(deployment) is { } reason
                ? new EndDeployment(DeploymentStatus.Failed, $"{Success(deployment)}. Not back: {reason}", false)
                : new EndDeployment(DeploymentStatus.Succeeded, Success(deployment), false));
        var toStart = wave
            .Where(action => MayStart(deployment, action, latest.GetValueOrDefault(action.Key))).ToImmutableArray();
        if (!toStart.IsEmpty) return new NextMove.Start(toStart);
        if (wave.Any(action => latest.GetValueOrDefault(action.Key) is { IsOpen: true })) return NextMove.Nothing;
        return FailurePolicy.For(deployment, wave);
    }

    /// <summary>The actions of the first wave that is not done.</summary>
    internal static ImmutableArray<PlannedAction> CurrentWave(
        Deployment deployment, IReadOnlyDictionary<string, Attempt> latest)
    {
        var left = deployment.Plan
            .Where(action => !IsDone(deployment, action, latest.GetValueOrDefault(action.Key))).ToList();
        if (left.Count == 0) return [];
        var wave = left.Min(action => action.Wave);
        return [.. left.Where(action => action.Wave == wave)];
    }

    /// <summary>It has succeeded, a person let it be, or nobody does it any more.</summary>
    internal static bool IsDone(Deployment deployment, PlannedAction action, Attempt? latest) =>
        deployment.Skipped.Contains(action.Key)
        || deployment.HasLeftOut(action)
        || latest is { Outcome: Outcome.Succeeded }
        || action.IsOfOldPlans && latest is not { IsOpen: true };

    private static bool MayStart(Deployment deployment, PlannedAction action, Attempt? latest)
    {
        if (latest is null) return true;
        if (latest.IsOpen) return false;
        // Nobody knows whether it happened, and doing it again does no harm: once more by itself.
        if (latest.Outcome == Outcome.Unknown && action.Idempotent && latest.Number < 2) return true;
        return deployment.Tries.GetValueOrDefault(action.Key, 1) > latest.Number;
    }

    /// <summary>No target is left that it could be good on.</summary>
    private static bool LeftOut(Deployment deployment) =>
        deployment.Plan.Any(p => p.Target != "") &&
        deployment.Plan.All(p => p.Target == "" || deployment.Excluded.ContainsKey(p.Target));

    /// <summary>
    /// A rollback that had to leave out more targets than may fail has failed, although the others are back.
    /// </summary>
    private static string? NotBack(Deployment deployment) =>
        deployment.IsRollback
        && deployment.Excluded.Count > (deployment.Inputs?.Environment.MaxFailures ?? 0)
            ? string.Join("; ", deployment.Excluded.Values.Distinct())
            : null;

    private static string Success(Deployment deployment)
    {
        var latest = deployment.LatestAttempts();
        var done = deployment.Plan
            .Where(p => latest.GetValueOrDefault(p.Key) is { Outcome: Outcome.Succeeded }).ToList();
        var switched = done.Count(p => p.Name == "switch" && !deployment.Excluded.ContainsKey(p.Target));
        var checks = deployment.Checks.Count();
        var without = deployment.Excluded.Count == 0 ? "" : $", without {string.Join(", ", deployment.Excluded.Keys)}";
        return $"{deployment.Order.Version} runs on {Targets(switched)}{without}; " + (checks == 0
            ? "nothing verifies it"
            : $"{done.Count(p => p.Phase == Phase.Verify)} of {checks} checks passed");
    }

    /// <summary>A number of targets in words.</summary>
    internal static string Targets(int count) => count == 1 ? "1 target" : $"{count} targets";
}

/// <summary>What the runner is told to do.</summary>
public abstract record NextMove
{
    public static NextMove Nothing { get; } = new Wait();

    public sealed record Wait : NextMove;

    public sealed record Start(ImmutableArray<PlannedAction> Actions) : NextMove;

    public sealed record Stop(ImmutableArray<Attempt> Attempts) : NextMove;

    public sealed record Exclude(ExcludeTargets Command) : NextMove;

    public sealed record Ask(AskQuestion Command) : NextMove;

    public sealed record End(EndDeployment Command) : NextMove;
}
