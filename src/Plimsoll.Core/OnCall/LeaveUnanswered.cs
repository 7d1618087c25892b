using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>The last step has passed: nobody answered, and from now on everybody is tried every five minutes.</summary>
public sealed record LeaveUnanswered : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now) =>
        !page.Exists ? PageRefusals.NoSuchPage
        : page.Unanswered ? Ruling.Of<PageEvent>()
        : PageWalk.Due(page, now.At).IsOver ? new PageUnanswered()
        : Refusal.TooLate($"The page is not left unanswered: {PageRefusals.Standing(page)}.");
}

public sealed record PageUnanswered : PageEvent
{
    // Who was just tried in vain is not tried again at once: five minutes after the last call.
    public override Page Apply(Page page, Moment moment)
    {
        var again = page.Calls.Where(c => c.Round == page.Round).Select(c => c.At + PageStep.Usual)
            .DefaultIfEmpty(moment.At).Max();
        return page with
        {
            Unanswered = true, Round = page.Round + 1, Next = page.Steps.Length,
            DueAt = again > moment.At ? again : moment.At,
        };
    }
}
