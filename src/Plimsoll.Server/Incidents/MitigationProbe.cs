using System.Collections.Concurrent;
using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Vault;
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

    // When the last look at each began, in business time; what is forgotten here costs one look.
    private readonly ConcurrentDictionary<StreamName, DateTimeOffset> _looks = new();

    /// <summary>Up to where, and up to which business time, it has looked at all that is watched.</summary>
    public (long Position, DateTimeOffset At) Quiet { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (position, at) = (feed.World.Position, desk.Now);
            var watched = desk.World.Going<Incident>().Where(i => IsWatched(i.Value)).ToList();
            foreach (var over in _looks.Keys.Except(watched.Select(i => i.Key)).ToList()) _looks.TryRemove(over, out _);
            await Task.WhenAll(watched.Where(i => IsDue(i.Key, i.Value)).ToList()
                .Select(i => Look(i.Key, i.Value, stoppingToken)));
            Quiet = (position, at);
            await feed.Past(position, Pause, stoppingToken);
        }
    }

    private static bool IsWatched(Incident incident) => incident is
        { Status: IncidentStatus.Monitoring, Service: not "", Mitigation.VerifiedAt: null };

    /// <summary>The interval counts from the start of a look: one that takes long does not make looks rarer.</summary>
    private bool IsDue(StreamName stream, Incident incident)
    {
        var mitigated = incident.Mitigation?.FinishedAt ?? incident.Mitigation?.StartedAt;
        // A look at an earlier mitigation says nothing about this one.
        var last = _looks.TryGetValue(stream, out var begun) && begun >= mitigated
            ? begun : incident.Mitigation?.SampledAt;
        // A clock that was put back is not waited for.
        return last is not { } before || (desk.Now - before).Duration() >= SampleMitigation.Interval;
    }

    private async Task Look(StreamName stream, Incident incident, CancellationToken stop)
    {
        _looks[stream] = desk.Now;
        try
        {
            if (await See(incident, stop) is { } seen && !IsKnown(incident, seen.Sample))
                await desk.Send(stream, seen, Actor, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _looks.TryRemove(stream, out _);
            log.LogError(error, "The smoke tests of {Incident} could not be run; tried again in a second.", incident.Id);
        }
    }

    /// <summary>Null where there is nothing to look at.</summary>
    private async Task<SampleMitigation?> See(Incident incident, CancellationToken stop)
    {
        if (desk.World.Get<Service>(Service.StreamOf(incident.Service)).Definition is not { } service) return null;
        // What takes a window of its own to measure was measured by the deployment; here it is looked at once a
        // minute.
        var suite = service.Smoke with { Metrics = [] };
        var targets = Targets(incident, service);
        return suite.Count == 0 || targets.IsEmpty ? null : Judge(await suites.Run(suite, targets, stop));
    }

    /// <summary>That nothing can be read is a fact when it begins, not once a minute while it lasts.</summary>
    private static bool IsKnown(Incident incident, Sample sample) =>
        sample == Sample.NoData && incident.Mitigation is { SampledAt: not null, SampledGreen: false };

    private ImmutableArray<CheckTarget> Targets(Incident incident, ServiceDefinition service) =>
    [
        .. from environment in service.Environments
           where environment.IsProduction
           where incident.Mitigation?.Environment is null or "" || environment.Name == incident.Mitigation.Environment
           let lane = desk.World.Get<Lane>(Lane.StreamOf(service.Name, environment.Name))
           from target in environment.Targets
           let running = lane.Targets.GetValueOrDefault(target.Name)
           where running is not null
           select new CheckTarget(target.Name, target.Url, target.FolderHere(), running.Version,
               CheckVariables.Of(service, environment, target))
           {
               Secrets = WorkVariables.Of(service, environment, target).Secret,
               Frozen = SecretNeeds.Of(service, environment, desk.World.Reader()).Set,
           },
    ];

    private static SampleMitigation Judge(ImmutableArray<CheckResult> results)
    {
        var telling = results.FirstOrDefault(r => r.Verdict == "failed")
            ?? results.FirstOrDefault(r => r.Verdict != "passed");
        var passed = $"{results.Count(r => r.Verdict == "passed")} of {results.Length} smoke checks pass";
        return telling is null ? new SampleMitigation(Sample.Green, passed) : new SampleMitigation(
            telling.Verdict == "failed" ? Sample.Red : Sample.NoData, $"{passed}; {telling.Name}: {telling.Sentence}");
    }
}
