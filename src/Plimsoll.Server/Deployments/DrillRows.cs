using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>Restore drills as the list of a service's deployments shows them.</summary>
internal static class DrillRows
{
    /// <summary>Null where the environment takes no backup.</summary>
    public static DrillRow? Of(Sight sight, string service, EnvironmentDefinition environment)
    {
        var lane = sight.Lane(service, environment.Name);
        if (Drills.View(service, environment, lane, sight.Now) is not { } view) return null;
        var place = $"/lanes/{Uri.EscapeDataString(service)}/{Uri.EscapeDataString(environment.Name)}";
        var sign = view switch
        {
            { State: "running" } => new Sign(Mark.Run, "Runs"),
            { State: "passed", Due: false } => new Sign(Mark.Ok, "Passed"),
            { State: "passed" } => new Sign(Mark.Warn, "Due again"),
            { State: "unknown" } => new Sign(Mark.Ask, "Not known"),
            { State: "failed" } => new Sign(Mark.Fail, "Failed"),
            { State: "error" } => new Sign(Mark.Err, "Error"),
            _ => new Sign(Mark.Wait, "Never drilled"),
        };
        return new DrillRow(service, environment.Name, sign, view.Sentence.Sentence,
            lane.Drill is null ? "" : $"{place}/drill-output", Form(sight, service, environment, place));
    }

    private static FormView? Form(Sight sight, string service, EnvironmentDefinition environment, string place)
    {
        if (environment.Backup?.Drill is null) return null;
        var order = Drills.Starting(sight.World, service, environment.Name);
        return new FormView("start-drill", $"{place}/start-drill", "Restore drill", "Drill now", [])
        {
            Sentence = order.RestorePoint == "" ? "" : $"Restores `{order.RestorePoint}` to a scratch folder on "
                + $"{environment.Targets[0].Name}, checks and measures it, and removes it. What is live is not touched.",
            Objection = sight.Objection(Lane.StreamOf(service, environment.Name), order)?.Reason ?? "",
        };
    }
}
