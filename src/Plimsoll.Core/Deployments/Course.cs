using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Deployments;

/// <summary>How the guide's lines lead one deployment: its parts, what is watched between them, what it waits for.
/// </summary>
public sealed record Course(ImmutableArray<Leg> Legs)
{
    public static Course None { get; } = new([]);

    /// <summary>From the first line that deploys to an environment to the last that says something of it.</summary>
    public static Course Of(Shipment shipment, string environment)
    {
        bool Deploys(Step s) => s.Does == StepWork.Deploy && s.Status != StepStatus.NotApplicable
            && s.Environments.Contains(environment);
        var steps = shipment.Steps;
        if (!steps.Any(Deploys)) return None;
        var last = steps.IndexOf(steps.Last(Deploys));
        var legs = ImmutableArray.CreateBuilder<Leg>();
        foreach (var (at, step) in steps.Index().SkipWhile(s => !Deploys(s.Item)))
            legs.AddRange(Read(step, environment, Deploys(step), at < last));
        return legs.ToImmutable() is var all && all.Any(l => l is Leg.Part or Leg.Watch) ? new Course(all) : None;
    }

    private static IEnumerable<Leg> Read(Step step, string environment, bool deploys, bool goesOn)
    {
        if (step.Status == StepStatus.NotApplicable || step.Status == StepStatus.Skipped) yield break;
        if (deploys)
            foreach (var percent in step.Percents)
                yield return new Leg.Part(step.Id, step.Line, percent, step.Observe) { Metric = step.Metric };
        else if (step is { Does: StepWork.Observation, Observe: { } time } && step.Environments.Contains(environment))
            yield return new Leg.Watch(step.Id, step.Line, time) { Metric = step.Metric };
        // Somebody's word stands between two parts: also of what the engine did and a person confirms.
        if (goesOn && step.IsAwaited && (step.Does is StepWork.Person or StepWork.Gate
            || step.Mode == CheckMode.Semi && step.Does is StepWork.Deploy or StepWork.Observation))
            yield return new Leg.Stop(step.Id, step.Line);
    }
}

/// <summary>One thing the guide says about a deployment while it goes on.</summary>
public abstract record Leg(string Step, int Line)
{
    /// <summary>The one metric check that is watched; empty: all there are.</summary>
    public string Metric { get; init; } = "";

    /// <summary>So many percent of the targets have it after this, at least one more.</summary>
    public sealed record Part(string Step, int Line, int Percent, TimeSpan? Observe) : Leg(Step, Line);

    /// <summary>What was deployed so far is watched.</summary>
    public sealed record Watch(string Step, int Line, TimeSpan Time) : Leg(Step, Line);

    /// <summary>It goes on when a step of the shipment is done.</summary>
    public sealed record Stop(string Step, int Line) : Leg(Step, Line);
}
