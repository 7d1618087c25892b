using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Incidents;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>Targets are asked on a schedule what they run; what differs from the record is shown and blocks.</summary>
public sealed class ChangedByHand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_changed_by_hand_is_found_shown_and_forgotten_when_it_is_put_back()
    {
        await using var house = await IncidentHouse.Open();
        foreach (var target in (string[])["web-1", "web-2"]) Link(house, target, "1.0.0");
        await house.Desk.Send(Lane.StreamOf("storefront", "production"), new AdoptVersion(
            "storefront", "production", "1.0.0", "app.sh", new string('a', 64), ["web-1", "web-2"]), "Grace", Stop);
        Link(house, "web-2", "1.0.1");

        await Look(house, () => LaneOf(house).Drift.ContainsKey("web-2"));

        Assert.Equal(["web-2"], LaneOf(house).Drift.Keys);
        Assert.Contains("drifted: web-2 runs 1.0.1, and the record says 1.0.0",
            (await house.Type("Grace", "service show storefront")).Out, StringComparison.Ordinal);
        Assert.Contains("Drifted", await house.Page("/"), StringComparison.Ordinal);

        Link(house, "web-2", "1.0.0");
        await Look(house, () => LaneOf(house).Drift.IsEmpty);
        Assert.DoesNotContain("Drifted", await house.Page("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_probes_a_target_sees_what_it_runs_and_need_not_wait_for_the_schedule()
    {
        await using var house = await IncidentHouse.Open();
        Link(house, "web-1", "2.0.0");
        await house.Desk.Send(Lane.StreamOf("storefront", "production"), new AdoptVersion(
            "storefront", "production", "1.0.0", "app.sh", new string('a', 64), ["web-1"]), "Grace", Stop);

        var said = await house.Type("Grace", "target probe storefront production");

        Assert.Contains("runs 2.0.0", said.Out, StringComparison.Ordinal);
        Assert.Contains("runs no release", said.Out, StringComparison.Ordinal);
        Assert.Equal("2.0.0", LaneOf(house).Drift["web-1"].Found);
    }

    private static Lane LaneOf(IncidentHouse house) => house.Desk.World.Get<Lane>(Lane.StreamOf("storefront", "production"));

    private static void Link(IncidentHouse house, string target, string version)
    {
        var folder = Directory.CreateDirectory(house.At("storefront", target)).FullName;
        File.Delete(Path.Combine(folder, "current"));
        File.CreateSymbolicLink(Path.Combine(folder, "current"), $"releases/{version}");
    }

    /// <summary>Time goes on until the schedule has asked.</summary>
    private static async Task Look(IncidentHouse house, Func<bool> seen)
    {
        for (var look = 0; look < 600 && !seen(); look++)
        {
            house.Clock.Advance(Interval);
            await Task.Delay(50, Stop);
        }
        Assert.True(seen());
    }
}
