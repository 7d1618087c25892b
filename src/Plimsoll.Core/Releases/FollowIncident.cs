using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>The incident a patch fixes was merged into another one: from then on it is the patch of that one.</summary>
public sealed record FollowIncident(string Into) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now) =>
        release.Closed() is { } closed ? closed
        : release.Fixes == Into ? Ruling.Of<ReleaseEvent>()
        : new IncidentFollowed(release.Version, Into);
}

public sealed record IncidentFollowed(string Version, string Into) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with { Fixes = Into };
}
