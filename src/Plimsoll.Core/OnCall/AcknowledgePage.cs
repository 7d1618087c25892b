using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>Somebody has it: nobody else is tried while the acknowledgement holds.</summary>
public sealed record AcknowledgePage(string By) : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now) => page switch
    {
        { Exists: false } => PageRefusals.NoSuchPage,
        _ when string.IsNullOrWhiteSpace(By) => Refusal.Invalid("Say who acknowledges the page."),
        { Status: PageStatus.Resolved } => Refusal.TooLate("The page is over; nobody needs to act on it any more."),
        { Status: PageStatus.Acknowledged } => Ruling.Of<PageEvent>(),
        _ => new PageAcknowledged(By.Trim()),
    };
}

public sealed record PageAcknowledged(string By) : PageEvent
{
    public override Page Apply(Page page, Moment moment) => page with
    {
        Status = PageStatus.Acknowledged, Unanswered = false, AcknowledgedBy = By, AcknowledgedAt = moment.At,
    };
}
