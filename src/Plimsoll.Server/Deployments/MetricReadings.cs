using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Takes the readings of one attempt and puts them on record, so that a restart does not begin anew.</summary>
internal sealed class MetricReadings(Desk desk, MetricCheckRun metrics, StreamName stream, Attempt attempt, MetricCheck check)
{
    private const string Actor = "system:runner";

    // Readings in a row that could not be taken; what is forgotten in a restart is counted again.
    private readonly Dictionary<string, int> _errors = [];

    /// <summary>One reading of each target. Not null: the check has to end, since too many could not be taken.</summary>
    public async Task<CheckResult?> Take(ImmutableArray<CheckTarget> targets, CancellationToken stop)
    {
        var looks = await Task.WhenAll(targets.Select(async t => (t.Name, Look: await metrics.Look(check, t, stop))));
        ImmutableArray<TargetSample> samples =
        [
            .. from look in looks
               where look.Look.Sample.Value is not null
               select new TargetSample(attempt.Name, look.Name, look.Look.Sample.At, look.Look.Sample.Value ?? 0,
                   look.Look.Sample.Per),
        ];
        if (!samples.IsEmpty) await desk.Send(stream, new SampleMetric(samples), Actor, stop);
        foreach (var (name, look) in looks) _errors[name] = look.Error ? _errors.GetValueOrDefault(name) + 1 : 0;
        return (from look in looks
                where _errors[look.Name] >= check.ErrorLimit
                select MetricCheckRun.Unmeasured(check, look.Name, _errors[look.Name], look.Look.Sentence)).FirstOrDefault();
    }
}
