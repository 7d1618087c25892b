using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>
/// Says when production is meant to start; the guide's "24 hours before" counts from it. With an end it is kept to:
/// not before, by itself then, and what has not begun by the end is over.
/// </summary>
public sealed record PlanStart(DateTimeOffset At, DateTimeOffset? Expires = null) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (At <= now.At) return Refusal.Invalid("A start is planned for a time that has not passed.");
        if (Expires <= At) return Refusal.Invalid("A planned start ends later than it begins; name a later end.");
        return (release.PlannedStart, release.StartExpires) == (At, Expires)
            ? Ruling.Of<ReleaseEvent>() : new StartPlanned(At) { Expires = Expires };
    }
}

public sealed record StartPlanned(DateTimeOffset At) : ReleaseEvent
{
    public DateTimeOffset? Expires { get; init; }

    public override Release Apply(Release release, Moment moment) =>
        release with { PlannedStart = At, StartExpires = Expires };
}
