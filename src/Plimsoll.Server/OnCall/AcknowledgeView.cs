using Plimsoll.Core.OnCall;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.OnCall;

/// <summary>What somebody who was paged sees first.</summary>
/// <param name="Standing">Who has it, or that it is over; empty while somebody is wanted.</param>
public sealed record AcknowledgeView(
    string Title, string Text, string Service, Sign Severity, DateTimeOffset Since, DateTimeOffset Now, string Who,
    Sign State, string Standing)
{
    public static AcknowledgeView Of(Page page, string who, DateTimeOffset now) => new(
        page.Title, page.Text, page.Service, SeverityOf(page.Severity), page.TriggeredAt, now, who, StateOf(page),
        StandingOf(page, who));

    private static Sign SeverityOf(Core.Incidents.Severity severity) => new(
        severity >= Core.Incidents.Severity.High ? Mark.Fail : Mark.Warn, $"{severity} severity");

    private static Sign StateOf(Page page) => page.Status switch
    {
        PageStatus.Resolved => new Sign(Mark.Ok, "Over"),
        PageStatus.Acknowledged => new Sign(Mark.Ok, "Acknowledged"),
        _ when page.Unanswered => new Sign(Mark.Fail, "Nobody has answered"),
        _ => new Sign(Mark.Warn, "Waits for an answer"),
    };

    private static string StandingOf(Page page, string who) => page switch
    {
        { Status: PageStatus.Resolved } => "This is over. Nobody needs to act on it any more.",
        { Status: PageStatus.Acknowledged, AcknowledgedBy: var by } when by == who =>
            $"You have it. Nobody else is called until {Words.Stamp(page.LapsesAt)} UTC.",
        { Status: PageStatus.Acknowledged } =>
            $"{page.AcknowledgedBy} has it since {Words.Stamp(page.AcknowledgedAt)} UTC. Nobody else is called.",
        _ => "",
    };
}
