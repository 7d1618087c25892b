using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;

namespace Plimsoll.Server.Checks;

/// <summary>Runs all checks of a suite, each where it belongs.</summary>
public sealed class SuiteRun(
    HttpCheckRun http, TcpCheckRun tcp, CommandCheckRun commands, MetricCheckRun metrics, TimeProvider clock)
{
    /// <summary>HTTP and metrics per target where the address says so, commands once, metrics side by side.</summary>
    public async Task<ImmutableArray<CheckResult>> Run(
        Suite suite, ImmutableArray<CheckTarget> targets, CancellationToken stop)
    {
        if (targets.IsEmpty) return [];
        var results = ImmutableArray.CreateBuilder<CheckResult>();
        foreach (var check in suite.Http)
            foreach (var target in Of(check.IsPerTarget, targets))
                results.Add(await http.Run(check, target, stop));
        foreach (var check in suite.Tcp)
            foreach (var target in Of(check.IsPerTarget, targets))
                results.Add(await tcp.Run(check, target, stop));
        foreach (var check in suite.Commands)
            results.Add(await commands.Run(check, AsWhole(targets[0]), stop));
        var now = clock.GetUtcNow();
        var watched = from check in suite.Metrics
                      from target in Of(check.IsPerTarget, targets)
                      select metrics.Watch(new MetricWindow(check, now, []), target, stop);
        results.AddRange(await Task.WhenAll(watched));
        return results.ToImmutable();
    }

    private static IEnumerable<CheckTarget> Of(bool each, ImmutableArray<CheckTarget> targets) =>
        each ? targets : [AsWhole(targets[0])];

    private static CheckTarget AsWhole(CheckTarget target) => target with { Name = "" };
}
