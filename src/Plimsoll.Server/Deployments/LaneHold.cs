using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>A stopped lane as the pages tell it.</summary>
internal static class LaneHold
{
    public static IEnumerable<HoldView> All(Sight sight) =>
        from service in sight.Services
        from environment in service.Environments
        let lane = sight.Lane(service.Name, environment.Name)
        from hold in lane.Holds
        select Of(sight, lane, hold);

    public static HoldView Of(Sight sight, Lane lane, Hold hold) => new(
        lane.Service, lane.Environment, $"{sight.TitleOf(lane.Service)} {lane.Environment} is on hold",
        hold.Reason.Sentence + Ends(hold),
        Words.Person(hold.By), hold.At, Lifting(lane, hold), Href(sight, hold), hold.Id);

    private static string Ends(Hold hold) =>
        (hold.Expires is { } ends ? $" It ends by itself at {Words.Stamp(ends)}." : "")
        + (hold.Owner == "" ? "" : $" Ask {Words.Person(hold.Owner)}.");

    private static string Lifting(Lane lane, Hold hold)
    {
        var others = lane.Holds.Length - 1;
        var bad = string.Join(", ", lane.Bad.Select(b => b.Version).Distinct());
        return (others > 0
                ? $"{Words.Count(others, "other hold stays", "other holds stay")} on {lane.Environment}."
                : $"Deployments to {lane.Environment} may start again.")
            + (bad == "" ? "" : $" {bad} stays marked bad.")
            + (lane.Queue.IsEmpty ? "" : $" {lane.Queue[0].Deployment} waits and starts when nothing else stops it.");
    }

    /// <summary>The deployment that caused it, by which the hold is named.</summary>
    private static string Href(Sight sight, Hold hold) => sight.Deployments
        .Where(hold.IsBy).Select(d => DeploymentPageView.HrefOf(d.Id)).FirstOrDefault() ?? "";
}
