using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Says when production is meant to start; the guide's "24 hours before" counts from it.</summary>
public sealed record PlanStart(DateTimeOffset At) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (At <= now.At) return Refusal.Invalid("A start is planned for a time that has not passed.");
        return release.PlannedStart == At ? Ruling.Of<ReleaseEvent>() : new StartPlanned(At);
    }
}

public sealed record StartPlanned(DateTimeOffset At) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with { PlannedStart = At };
}
