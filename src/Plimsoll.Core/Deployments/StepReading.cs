using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Deployments;

/// <summary>What a line of the checklist means for a shipment, by what the compiler found in it.</summary>
internal static partial class StepReading
{
    public static bool IsDeploy(Check check) => check.Concept is StepConcepts.DeployStaging
        or StepConcepts.DeployProduction or StepConcepts.Canary or StepConcepts.Promote
        || Says(check, "deploy(") || Says(check, "rollout(");

    public static bool IsAnnouncement(Check check) =>
        check.Concept == StepConcepts.Announce || Says(check, "notify(release") && !Says(check, "ack");

    public static bool IsOfStaging(Check check) => check.Concept is StepConcepts.DeployStaging
        or StepConcepts.SmokeStaging || check.Evidence.Contains("staging", StringComparison.Ordinal);

    /// <summary>What carries it out; a person where no source is bound to what the guide means.</summary>
    public static StepWork WorkOf(Check check, LineUse use, bool hasLines)
    {
        if (use == LineUse.StepGate) return StepWork.Gate;
        if (hasLines) return StepWork.Group;
        if (check.Mode == CheckMode.Manual) return StepWork.Person;
        return check switch
        {
            _ when !IsDeploy(check) && check.Bindings.ContainsKey("suite") => StepWork.Suite,
            _ when !IsDeploy(check) && check.Bindings.ContainsKey("metric") =>
                check.Observe is null ? StepWork.Suite : StepWork.Observation,
            { Concept: StepConcepts.Window } => StepWork.Window,
            { Concept: StepConcepts.Backup } => StepWork.Backup,
            _ when IsDeploy(check) => StepWork.Deploy,
            _ when IsAnnouncement(check) => StepWork.Announcement,
            _ when Says(check, "metrics.watch") || Says(check, "metrics.threshold") =>
                check.Observe is null ? StepWork.Suite : StepWork.Observation,
            { Concept: StepConcepts.SmokeStaging or StepConcepts.Verify } => StepWork.Suite,
            _ when Says(check, "suite.run(smoke") || Says(check, "suite.run(verify") || Says(check, "http.") =>
                StepWork.Suite,
            _ => StepWork.Person,
        };
    }

    /// <summary>The parts of a rollout in percent: as compiled, else as the evidence says them.</summary>
    public static ImmutableArray<int> Percents(Check check) =>
        !check.Percents.IsEmpty ? check.Percents
        : Rollout().Match(check.Evidence) is { Success: true } found
            ? [.. from Match number in Number().Matches(found.Groups["parts"].Value)
                  let percent = int.Parse(number.Value, CultureInfo.InvariantCulture)
                  where percent is > 0 and <= 100
                  select percent]
        : [];

    /// <summary>What a line is about needs something the service's file does not declare; null: it is there.</summary>
    public static string? Unbound(Check check, StepWork work, IEnumerable<EnvironmentDefinition> environments,
        ServiceDefinition? service)
    {
        var suites = environments.Select(e => e.Verification).Append(service?.Smoke ?? Suite.None).ToList();
        if (work is StepWork.Suite or StepWork.Observation && !check.Bindings.IsEmpty)
            return StepBinding.Missing(check, suites);
        var asksMetrics = Says(check, "metrics.") && !Says(check, "suite.run");
        return work switch
        {
            StepWork.Observation or StepWork.Suite when asksMetrics && suites.All(s => s.Metrics.IsEmpty) =>
                "no source is bound to it: the service declares no metric check",
            StepWork.Suite when Says(check, "http.") && suites.All(s => s.Http.IsEmpty) =>
                "no source is bound to it: the service declares no HTTP check",
            StepWork.Person when check.Mode != CheckMode.Manual => "no source is bound to it",
            _ => null,
        };
    }

    private static bool Says(Check check, string evidence) =>
        check.Evidence.Contains(evidence, StringComparison.Ordinal);

    [GeneratedRegex(@"rollout\((?<parts>[^;)]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Rollout();

    [GeneratedRegex(@"[0-9]{1,3}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
