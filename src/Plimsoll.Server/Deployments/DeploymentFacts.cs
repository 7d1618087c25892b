using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>What is on record about a deployment beside its actions.</summary>
internal static class DeploymentFacts
{
    public static IEnumerable<FactView> Of(Sight sight, Deployment run) => All(sight, run).Where(f => f.Text != "");

    private static IEnumerable<FactView> All(Sight sight, Deployment run)
    {
        yield return new FactView("Id", $"`{run.Id}`");
        yield return new FactView("Shipment", run.Order.Shipment == "" ? "" : $"`{run.Order.Shipment}`");
        yield return new FactView("Candidate", run.Order.Candidate > 0
            ? $"{run.Order.Candidate}"
            : "none, the version was adopted");
        yield return new FactView("Artifact", $"{run.Order.Artifact}, SHA-256 `{Words.Hash(run.Order.Digest)}`");
        yield return new FactView("Reason", run.Order.Reason.Capital);
        yield return new FactView("Takes back", run.Order.Leaves == "" ? "" : $"`{run.Order.Leaves}`");
        yield return new FactView("Queued", Words.Stamp(run.Order.At));
        yield return new FactView("Started", run.StartedAt == default ? "" : Words.Stamp(run.StartedAt));
        yield return new FactView("Ended", run.EndedAt == default
            ? ""
            : $"{Words.Stamp(run.EndedAt)}, by {Words.Person(run.EndedBy)}");
        yield return new FactView("Parts", Parts(run));
        yield return new FactView("Restore point", run.RestorePoint == "" ? "" : $"`{run.RestorePoint}`");
        yield return new FactView("Restore with", run.RestorePoint == ""
            ? ""
            : $"`{run.Inputs?.Environment.Backup?.Restore}`");
        yield return new FactView("Restore drill", Drills.Sentence(sight, run).Sentence);
        yield return new FactView("Left out", string.Join("; ", run.Excluded.Select(e => $"{e.Key}: {e.Value}")));
        yield return new FactView("Skipped", string.Join(", ", run.Skipped.Order()));
        yield return new FactView("Cancelled", run.CancelReason.Capital);
        yield return new FactView("May still run", run.Unclean.Capital);
    }

    /// <summary>How many targets get it at a time, where the guide says so.</summary>
    private static string Parts(Deployment run)
    {
        var switches = run.Plan.Where(p => p is { Name: "switch", Origin: not "" }).ToList();
        var sizes = switches.GroupBy(p => p.Wave).OrderBy(w => w.Key).Select(w => w.Count());
        return switches.Count == 0 ? ""
            : $"{string.Join(", then ", sizes)} of {switches.Count} targets, from {string.Join(" and ",
                switches.Select(p => p.Origin).Distinct())}";
    }
}
