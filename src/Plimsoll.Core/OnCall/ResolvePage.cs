using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>What the page was about is over; nobody is tried any more.</summary>
public sealed record ResolvePage(string Reason) : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now) =>
        !page.Exists ? PageRefusals.NoSuchPage
        : page.HasEnded ? Ruling.Of<PageEvent>()
        : new PageResolved(Reason);
}

public sealed record PageResolved(string Reason) : PageEvent
{
    public override Page Apply(Page page, Moment moment) => page with
    {
        Status = PageStatus.Resolved, Unanswered = false, Outcome = Reason, EndedAt = moment.At,
    };
}
