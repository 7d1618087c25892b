using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>The table of actions and targets: everything stands below what it looks at.</summary>
public sealed class RowsOfADeployment
{
    private static readonly string[] Targets = ["p1", "p2", "p3", "p4"];

    [Fact]
    public void Watching_a_part_and_watching_the_whole_are_two_rows()
    {
        var grid = DeploymentGrid.Of(Deployment.Empty with
        {
            Plan = [.. Targets.Select(Switch), Check("watch 25 25%: errors", "watch", "p1"), Check("watch 25 100%: errors", "watch", Targets)],
        });

        Assert.Equal(["Switch", "Watch 25%", "Watch 100%"], grid.Actions.Select(a => a.Title));
        Assert.Equal([1, 3], grid.Actions[1].Cells.Select(c => c.Span));
        Assert.Equal([4], grid.Actions[2].Cells.Select(c => c.Span));
    }

    [Fact]
    public void Checks_of_a_later_part_stand_below_that_part()
    {
        var grid = DeploymentGrid.Of(Deployment.Empty with
        {
            Plan = [.. Targets.Select(Switch), Check("50% smoke: home", "50% smoke", "p2", "p3")],
        });

        Assert.Equal([1, 2, 1], grid.Actions[1].Cells.Select(c => c.Span));
    }

    private static PlannedAction Switch(string target) =>
        new($"switch/{target}", "switch", target, [target], 1, Phase.Deploy, Work.Ticket, true);

    private static PlannedAction Check(string key, string name, params string[] looked) =>
        new(key, name, "", [.. looked], 2, Phase.Verify, Work.Metric, true);
}
