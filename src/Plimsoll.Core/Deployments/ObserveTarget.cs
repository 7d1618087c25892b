using System.Collections.Immutable;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>What a target was found to run, against what is on record of it.</summary>
/// <param name="Expected">The record when the target was asked; what has changed since then is asked again.</param>
/// <param name="Found">The version it runs; empty where it runs none.</param>
public sealed record ObserveTarget(string Target, Running Expected, string Found) : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now)
    {
        // While something is being deployed, targets run what they are about to be recorded with.
        if (lane.Active is not null || lane.Targets.GetValueOrDefault(Target) != Expected)
            return Ruling.Of<LaneEvent>();
        // Of what was adopted only the version is known, not how it was laid out.
        if (Expected.Deployment == "" && VersionText.Read(Found).Version is null) return Ruling.Of<LaneEvent>();
        var known = lane.Drift.GetValueOrDefault(Target);
        if (Found == Expected.Version)
            return known is null ? Ruling.Of<LaneEvent>() : new TargetBackOnRecord(Target);
        return known?.Found == Found ? Ruling.Of<LaneEvent>() : new TargetDrifted(Target, Expected.Version, Found);
    }
}

/// <summary>A target runs something else than what was deployed to it.</summary>
public sealed record TargetDrifted(string Target, string Recorded, string Found) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) =>
        lane with { Drift = lane.Drift.SetItem(Target, new Drifted(Recorded, Found, moment.At)) };
}

/// <summary>It runs what is on record again.</summary>
public sealed record TargetBackOnRecord(string Target) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with { Drift = lane.Drift.Remove(Target) };
}

/// <summary>How a target differs from its record, and since when that is known.</summary>
/// <param name="Found">Empty where it runs nothing.</param>
public sealed record Drifted(string Recorded, string Found, DateTimeOffset Since)
{
    public static ImmutableSortedDictionary<string, Drifted> None { get; } =
        ImmutableSortedDictionary<string, Drifted>.Empty;

    /// <summary>As half a sentence: what runs there, and what should.</summary>
    public string On(string target) =>
        $"{target} runs {(Found == "" ? "nothing" : Found)}, and the record says {Recorded}";
}
