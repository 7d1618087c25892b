using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>A stopped lane as the pages tell it.</summary>
internal static class LaneHold
{
    public static IEnumerable<HoldView> All(Sight sight) =>
        from lane in sight.BusyLanes
        from service in new[] { sight.Service(lane.Service) }.OfType<ServiceDefinition>()
        let place = service.Environments.Select(e => e.Name).ToList().IndexOf(lane.Environment)
        where place >= 0
        orderby service.Title, service.Name, place
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
    private static string Href(Sight sight, Hold hold) =>
        new[] { hold.Id, hold.Id.EndsWith(Hold.Unclean, StringComparison.Ordinal) ? hold.Id[..^Hold.Unclean.Length] : hold.Id }
            .Select(id => sight.World.Get<Deployment>(Deployment.StreamOf(id))).Where(d => d.Exists && hold.IsBy(d))
            .Select(d => DeploymentPageView.HrefOf(d.Id)).FirstOrDefault() ?? "";
}
