using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>Why nothing is done about a page, in words.</summary>
public static class PageRefusals
{
    public static Refusal NoSuchPage { get; } =
        Refusal.NotFound("There is no such page; `plimsoll oncall pages` shows them.");

    /// <summary>Where the page stands: <c>grace acknowledged the page</c>.</summary>
    public static string Standing(Page page) => page.Status switch
    {
        PageStatus.Acknowledged => $"{page.AcknowledgedBy} acknowledged the page",
        PageStatus.Resolved => "the page is over",
        _ when page.Unanswered => "nobody has answered the page and everybody is tried every five minutes",
        _ => "another step is due",
    };
}
