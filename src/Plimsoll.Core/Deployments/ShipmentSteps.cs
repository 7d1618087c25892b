using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>The guide's checklist for one release: its steps in its order, none added.</summary>
public static class ShipmentSteps
{
    public static ImmutableArray<Step> For(ReleaseView view, Readings readings) =>
    [
        .. from check in view.Playbook?.Checks ?? []
           where check.Phase == "deploy" && check.Kind is not (CheckKind.Info or CheckKind.Policy or CheckKind.Field)
           select Begin(view, check, readings),
    ];

    private static Step Begin(ReleaseView view, Check check, Readings readings)
    {
        var step = new Step(check.Id, check.Concept, Title(check), check.Line, Environments(view, check),
            StepStatus.Todo, "",
            NeedsPerson(check), Owners.Of(check), null);
        return check.Concept switch
        {
            StepConcepts.Window => NotApplicable(step, $"{view.Service?.Name} declares no windows; any time will do"),
            StepConcepts.Backup when NoBackup(view) is { } reason => NotApplicable(step, reason),
            StepConcepts.DeployStaging or StepConcepts.SmokeStaging when step.Environments.IsEmpty =>
                NotApplicable(step, $"{view.Service?.Name} declares no staging environment"),
            StepConcepts.DeployStaging or StepConcepts.SmokeStaging
                when TakenOver(view, step, readings) is { } earlier =>
                step with { Status = StepStatus.Done, Sentence = earlier },
            _ => step,
        };
    }

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

    private static bool NeedsPerson(Check check) =>
        check.Mode == CheckMode.Manual || check.Concept is not (StepConcepts.Window
            or StepConcepts.Backup or StepConcepts.DeployStaging or StepConcepts.SmokeStaging
            or StepConcepts.DeployProduction
        or StepConcepts.Verify or StepConcepts.Announce);

    private static ImmutableArray<string> Environments(ReleaseView view, Check check)
    {
        var all = view.Service?.Environments ?? [];
        return check.Concept switch
        {
            StepConcepts.DeployStaging or StepConcepts.SmokeStaging => Names(all.Where(e => !e.IsProduction)),
            StepConcepts.DeployProduction or StepConcepts.Verify or StepConcepts.Backup =>
                Names(all.Where(e => e.IsProduction)),
            _ => [],
        };
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
        return holds ? $"taken over from {good[0]?.Deployment}: the same bytes passed there" : null;
    }

    private static Step NotApplicable(Step step, string reason) =>
        step with { Status = StepStatus.NotApplicable, Sentence = reason };
}
