using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>The guide's checklist for one release: its steps in its order, none added.</summary>
public static class ShipmentSteps
{
    public static ImmutableArray<Step> For(ReleaseView view, Readings readings)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var check in StepOrder.Of(view.Playbook))
            steps.Add(Begin(view, check, steps, readings));
        return steps.ToImmutable();
    }

    private static Step Begin(ReleaseView view, Check check, IReadOnlyList<Step> before, Readings readings)
    {
        var step = Bare(view, check, before);
        if (!Signing.HoldsFor(check.Condition, view.Release.Type.ToString()))
            return NotApplicable(step, $"for {check.Condition?.Text} releases only");
        var told = ConditionAnswers.Of(view.Playbook?.Settings, view.Release.Candidate, check.Condition);
        if (told.Applies == false) return NotApplicable(step, $"{told.Reason}, so it does not apply");
        step = step with { Applies = told.Applies == true };
        return step switch
        {
            { Does: StepWork.Window } when StepWindow.NotNeeded(view, readings) is { } reason =>
                NotApplicable(step, reason),
            { Does: StepWork.Backup } when NoBackup(view) is { } reason => NotApplicable(step, reason),
            { Does: StepWork.Deploy or StepWork.Suite, Environments.IsEmpty: true }
                when StepReading.IsOfStaging(check) =>
                NotApplicable(step, $"{view.Service?.Name} declares no staging environment"),
            { Does: StepWork.Deploy or StepWork.Suite, Mode: CheckMode.Auto }
                when StepReading.IsOfStaging(check) && TakenOver(view, step, readings) is { } earlier =>
                step with { Status = StepStatus.Done, Sentence = earlier },
            _ => step,
        };
    }

    private static Step Bare(ReleaseView view, Check check, IReadOnlyList<Step> before)
    {
        var hasLines = view.Playbook?.ChildrenOf(check).IsEmpty == false;
        var use = view.Playbook?.UseOf(check) ?? LineUse.Step;
        var work = StepReading.WorkOf(check, use, hasLines);
        var environments = Environments(view, check, work, before);
        var why = Why(view, check, work, environments, before);
        if (why is not null) work = StepWork.Person;
        var unwatched = Unwatched(view, check, work, environments);
        var parts = work == StepWork.Deploy ? Percents(check, environments, before) : [];
        return new Step(check.Id, check.Concept, Title(check), check.Line, environments, StepStatus.Todo, "",
            work is StepWork.Person || work == StepWork.Gate && GateMode(view, check) == CheckMode.Manual,
            Owners.Of(check), null)
        {
            Work = work, Mode = unwatched is null ? check.Mode : CheckMode.Semi,
            Signers = Signing.NeedsWord(check) ? Signing.Signers(check) : [], Attested = check.Attested,
            AnySigner = check.AnyApprover,
            Decides = check.Kind == CheckKind.Decision, Advises = Signing.Advises(check),
            Condition = check.Condition, Group = check.Group, Why = why ?? unwatched ?? "", Percents = parts,
            Metric = check.Bindings.GetValueOrDefault("metric", ""),
            Suite = check.Bindings.GetValueOrDefault("suite", ""),
            Observe = work is StepWork.Deploy or StepWork.Observation ? check.Observe : null,
        };
    }

    /// <summary>Why a part that is to be watched is confirmed by a person: nothing measures it; null where something
    /// does.</summary>
    private static string? Unwatched(
        ReleaseView view, Check check, StepWork work, ImmutableArray<string> environments) =>
        work != StepWork.Deploy || check.Mode != CheckMode.Auto
            || check.Observe is null && !check.Bindings.ContainsKey("metric") ? null
        : (from name in environments
           let why = StepBinding.Unmeasured(check, view.Service?.Environment(name)?.Verification, view.Service?.Smoke)
           where why is not null
           select why).FirstOrDefault();

    private static CheckMode GateMode(ReleaseView view, Check check) => GateWords.ModeOf(view.Release, check);

    private static string Title(Check check) => check.Concept switch
    {
        StepConcepts.Window => "Window",
        StepConcepts.Backup => "Backup",
        StepConcepts.DeployStaging => "Staging",
        StepConcepts.SmokeStaging => "Smoke tests",
        StepConcepts.DeployProduction => "Production",
        StepConcepts.Verify => "Verification",
        StepConcepts.Announce => "Announce",
        _ => check.Text,
    };

    /// <summary>Why a person does what the guide means a machine for; null where a machine can, or none is meant.
    /// </summary>
    private static string? Why(ReleaseView view, Check check, StepWork work, ImmutableArray<string> environments,
        IReadOnlyList<Step> before)
    {
        if (work is StepWork.Suite or StepWork.Observation && !StepReading.IsOfStaging(check))
        {
            if (environments.IsEmpty) return "no line before it deploys anything";
            if (before.Any(s => s.Does == StepWork.Person && s.Concept is StepConcepts.DeployProduction
                or StepConcepts.DeployStaging && s.Environments.Intersect(environments).Any()))
                return "what it is about is deployed by hand";
        }
        return StepReading.Unbound(
            check, work, environments.Select(e => view.Service?.Environment(e)).OfType<EnvironmentDefinition>(),
            view.Service);
    }

    /// <summary>What comes after a part deploys the rest.</summary>
    private static ImmutableArray<int> Percents(
        Check check, ImmutableArray<string> environments, IReadOnlyList<Step> before)
    {
        var parts = StepReading.Percents(check);
        if (!parts.IsEmpty) return parts;
        var inParts = before.Any(s => s.Does == StepWork.Deploy && !s.Percents.IsEmpty
            && s.Environments.Intersect(environments).Any());
        return check.Concept == StepConcepts.Canary ? [1]
            : inParts || check.Concept == StepConcepts.Promote ? [100] : [];
    }

    private static ImmutableArray<string> Environments(
        ReleaseView view, Check check, StepWork work, IReadOnlyList<Step> before)
    {
        var all = view.Service?.Environments ?? [];
        if (StepReading.IsOfStaging(check)) return Names(all.Where(e => !e.IsProduction));
        if (StepReading.IsDeploy(check) || check.Concept is StepConcepts.Verify or StepConcepts.Backup
            || check.Evidence.Contains("production", StringComparison.Ordinal))
            return Names(all.Where(e => e.IsProduction));
        return work is StepWork.Suite or StepWork.Observation
            ? before.LastOrDefault(s => s.Does == StepWork.Deploy
                || s.Concept is StepConcepts.DeployProduction)?.Environments ?? []
            : [];
    }

    private static ImmutableArray<string> Names(IEnumerable<EnvironmentDefinition> environments) =>
        [.. environments.Select(e => e.Name)];

    private static string? NoBackup(ReleaseView view)
    {
        var production = view.Service?.Environments.Where(e => e.IsProduction).ToList() ?? [];
        if (production.Any(e => e.Backup is not null)) return null;
        return production.Select(e => e.NoBackup).FirstOrDefault(r => r is not null)
            ?? "the service declares no data to back up";
    }

    /// <summary>The same bytes are good on staging already, so the step need not be walked again.</summary>
    private static string? TakenOver(ReleaseView view, Step step, Readings readings)
    {
        var lanes = step.Environments.Select(e => readings.Of<Lane>(Lane.StreamOf(view.Release.Service, e))).ToList();
        var digest = view.Release.Candidate?.Digest ?? "";
        var number = view.Release.Candidate?.Number;
        var good = lanes.Select(l => l.Good.LastOrDefault(g => g.Digest == digest && g.Candidate == number)).ToList();
        var holds = lanes.Zip(good).All(pair => pair.Second is { } g && !pair.First.IsBad(g.Version, g.Digest) &&
            pair.First.RunningVersion == g.Version);
        return holds && lanes.Count > 0 ? $"taken over from {good[0]?.Deployment}: the same bytes passed there" : null;
    }

    private static Step NotApplicable(Step step, string reason) =>
        step with { Status = StepStatus.NotApplicable, Sentence = reason };
}
