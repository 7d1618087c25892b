using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>When a gate has to be green, counted from the planned start in production.</summary>
internal static class GateTimes
{
    /// <summary>Null while no start is planned, or where the guide gives it no time.</summary>
    public static DateTimeOffset? DueOf(ReleaseView view, Check check) =>
        check.Due is { Anchor: "deploy" } due && view.Release.PlannedStart is { } start
            ? due.From(start, view.Playbook?.Settings ?? GuideSettings.House) : null;
}
