using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Incidents;

/// <summary>
/// While an incident is watched, looks at the smoke tests of what runs in production, and tells the incident.
/// </summary>
public sealed class MitigationProbe(Desk desk, Feed feed, SuiteRun suites, ILogger<MitigationProbe> log)
    : BackgroundService
{
    private const string Actor = "system:mitigation-probe";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Up to where, and up to which business time, it has looked at all that is watched.</summary>
    public (long Position, DateTimeOffset At) Quiet { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (position, at) = (feed.World.Position, desk.Now);
            await Task.WhenAll(desk.World.Going<Incident>().Where(i => IsDue(i.Value)).ToList()
                .Select(i => Look(i.Key, i.Value, stoppingToken)));
            Quiet = (position, at);
            await feed.Past(position, Pause, stoppingToken);
        }
    }

    private bool IsDue(Incident incident) =>
        incident is { Status: IncidentStatus.Monitoring, Service: not "", Mitigation: { VerifiedAt: null } watched }
        && (watched.SampledAt is not { } last || desk.Now - last >= SampleMitigation.Interval);

    private async Task Look(StreamName stream, Incident incident, CancellationToken stop)
    {
        try
        {
            if (desk.World.Get<Service>(Service.StreamOf(incident.Service)).Definition is not { } service) return;
            // What takes a window of its own to measure was measured by the deployment; here it is looked at once a minute.
            var suite = service.Smoke with { Metrics = [] };
            var targets = Targets(incident, service);
            if (suite.Count == 0 || targets.IsEmpty) return;
            var (sample, sentence) = Judge(await suites.Run(suite, targets, stop));
            await desk.Send(stream, new SampleMitigation(sample, sentence), Actor, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The smoke tests of {Incident} could not be run; tried again in a second.", incident.Id);
        }
    }

    private ImmutableArray<CheckTarget> Targets(Incident incident, ServiceDefinition service) =>
    [
        .. from environment in service.Environments
           where environment.IsProduction
           where incident.Mitigation?.Environment is null or "" || environment.Name == incident.Mitigation.Environment
           let lane = desk.World.Get<Lane>(Lane.StreamOf(service.Name, environment.Name))
           from target in environment.Targets
           let running = lane.Targets.GetValueOrDefault(target.Name)
           where running is not null
           select new CheckTarget(target.Name, target.Url, target.Folder, running.Version,
               CheckVariables.Of(service, environment, target)),
    ];

    private static (Sample, string) Judge(ImmutableArray<CheckResult> results)
    {
        var telling = results.FirstOrDefault(r => r.Verdict == "failed") ?? results.FirstOrDefault(r => r.Verdict != "passed");
        var passed = $"{results.Count(r => r.Verdict == "passed")} of {results.Length} smoke checks pass";
        return telling is null ? (Sample.Green, passed)
            : (telling.Verdict == "failed" ? Sample.Red : Sample.NoData, $"{passed}; {telling.Name}: {telling.Sentence}");
    }
}
