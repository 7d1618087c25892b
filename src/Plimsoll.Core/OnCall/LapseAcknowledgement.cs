using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>An acknowledgement has held its time and nothing is resolved: the page starts again.</summary>
public sealed record LapseAcknowledgement : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now) =>
        !page.Exists ? PageRefusals.NoSuchPage
        : page.Status != PageStatus.Acknowledged ? Ruling.Of<PageEvent>()
        : now.At >= page.LapsesAt ? new AcknowledgementLapsed()
        : Refusal.TooLate($"The acknowledgement still holds: {PageRefusals.Standing(page)}.");
}

public sealed record AcknowledgementLapsed : PageEvent
{
    public override Page Apply(Page page, Moment moment) => Again(page, moment);

    /// <summary>Everybody is called from the first step on.</summary>
    internal static Page Again(Page page, Moment moment) => page with
    {
        Status = PageStatus.Triggered, AcknowledgedBy = "", AcknowledgedAt = default,
        Round = page.Round + 1, Next = 0, DueAt = moment.At,
    };
}
