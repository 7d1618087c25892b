using System.Collections.Immutable;

namespace Plimsoll.Core.Deployments;

/// <summary>What follows when a wave has ended and not all of it succeeded.</summary>
internal static class FailurePolicy
{
    public static NextMove For(Deployment deployment, ImmutableArray<PlannedAction> failed)
    {
        var sentence = Sentence(deployment, failed);
        ImmutableArray<string> targets = [.. failed.Where(a => a.Target != "").Select(a => a.Target).Distinct()];
        var onlyTargets = failed.All(a => a.Target != "");
        var isRollback = deployment.IsRollback;
        if (onlyTargets && Left(deployment, targets) && (isRollback || Survives(deployment, failed, targets)))
            return new NextMove.Exclude(new ExcludeTargets(targets, sentence));
        if (isRollback || deployment.Inputs?.Environment.IsProduction != true) return End(sentence, rollBack: false);
        var back = deployment.Inputs.BackTo != "";
        return back && IsClear(deployment, failed) && RollsBackByItself(deployment.Inputs)
            ? End(sentence, rollBack: true)
            : new NextMove.Ask(new AskQuestion(
                $"{sentence}{(back ? "" : ". There is nothing to roll back to")}{ByGuide(deployment.Inputs)}",
                [.. failed.Select(a => a.Key)],
                Choices(onlyTargets, back)));
    }

    /// <summary>The service's policy, unless the guide's lines about failure all want somebody asked first.</summary>
    internal static bool RollsBackByItself(FrozenInputs inputs) => inputs.Service.Rollback.Automatic
        && (inputs.Failures.IsEmpty || inputs.Failures.Any(f => !f.Asks));

    /// <summary>Some target is left: a rollback brings back every one it can, whatever became of the others.</summary>
    private static bool Left(Deployment deployment, ImmutableArray<string> targets) =>
        deployment.Plan.Where(p => p.Target != "").Select(p => p.Target)
            .Except(deployment.Excluded.Keys).Except(targets).Any();

    /// <summary>
    /// Within max-failures, no canary among them, and none of which nobody knows what happened.
    /// </summary>
    private static bool Survives(Deployment deployment, ImmutableArray<PlannedAction> failed,
        ImmutableArray<string> targets)
    {
        var environment = deployment.Inputs?.Environment;
        var canary = deployment.Order.Kind == DeploymentKind.Deploy ? environment?.Canary ?? 0 : 0;
        var canaries = environment?.Targets.Take(canary).Select(t => t.Name) ?? [];
        return targets.Length + deployment.Excluded.Count <= (environment?.MaxFailures ?? 0)
            && !targets.Intersect(canaries).Any()
            && failed.All(a => a.Idempotent || deployment.Latest(a.Key)?.Outcome is not Outcome.Unknown);
    }

    /// <summary>
    /// Only a plain "no" rolls back by itself; what could not be measured or may have happened is asked, and so is what
    /// becomes of a part when the walk it waited for has ended.
    /// </summary>
    private static bool IsClear(Deployment deployment, ImmutableArray<PlannedAction> failed) => failed.All(action =>
        deployment.Latest(action.Key)?.Outcome is Outcome.Failed ||
        action is { Phase: Phase.Deploy, Work: not Work.Step }
            && deployment.Latest(action.Key)?.Outcome is Outcome.Error or Outcome.TimedOut);

    /// <summary>What the guide says people look at before they answer.</summary>
    private static string ByGuide(FrozenInputs inputs)
    {
        var asks = inputs.Failures.Where(f => f.Asks).Select(f => $"{f.Text} (line {f.Line})").ToList();
        return asks.Count > 0 ? $". The guide rolls back when: {string.Join("; ", asks)}" : "";
    }

    private static ImmutableArray<Choice> Choices(bool onlyTargets, bool back) =>
    [
        Choice.Retry, Choice.Skip, .. onlyTargets ? [Choice.Exclude] : Array.Empty<Choice>(), Choice.Fail,
        .. back ? [Choice.RollBack] : Array.Empty<Choice>(),
    ];

    private static NextMove.End End(string sentence, bool rollBack) =>
        new(new EndDeployment(DeploymentStatus.Failed, sentence, rollBack));

    private static string Sentence(Deployment deployment, ImmutableArray<PlannedAction> failed)
    {
        var first = failed[0];
        var more = failed.Length > 1 ? $" (and {failed.Length - 1} more)" : "";
        return $"{first.Key}: {deployment.Latest(first.Key)?.Sentence}{more}";
    }
}
