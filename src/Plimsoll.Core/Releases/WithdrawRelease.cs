using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Takes a release out of use everywhere; nothing deploys it again.</summary>
public sealed record WithdrawRelease(string Reason) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        return string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why it is withdrawn; those who wait for it will read it.")
            : new ReleaseWithdrawn(Reason.Trim());
    }
}

public sealed record ReleaseWithdrawn(string Reason) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) =>
        release with { Withdrawal = new Withdrawal(moment.Actor, moment.At, Reason) };
}
