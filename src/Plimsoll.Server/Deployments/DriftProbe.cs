using System.Collections.Concurrent;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Asks targets on a schedule what they run, so that what was changed by hand is known before it is deployed
/// over.</summary>
public sealed class DriftProbe(Desk desk, Feed feed, Places places, ILogger<DriftProbe> log) : BackgroundService
{
    private const string Actor = "system:drift-probe";
    private const int MostAtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _room = new(MostAtOnce);

    private readonly DriftSchedule _schedule = new();
    private readonly ConcurrentDictionary<(StreamName Lane, string Target), Task> _open = new();

    /// <summary>Asks one target now and keeps what it answers.</summary>
    /// <returns>The version it runs; empty where it runs none.</returns>
    public async Task<string> Ask(string service, string environment, TargetDefinition target, CancellationToken stop)
    {
        var stream = Lane.StreamOf(service, environment);
        var expected = desk.World.Get<Lane>(stream).Targets.GetValueOrDefault(target.Name);
        var found = await places.Of(target).Running(target.Folder, stop);
        if (expected is not null) await desk.Send(stream, new ObserveTarget(target.Name, expected, found), Actor, stop);
        return found;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var position = feed.World.Position;
            foreach (var (stream, lane) in _schedule.Due(desk.World, desk.Now))
                foreach (var target in DriftSchedule.Place(desk.World, lane)?.Targets ?? [])
                    if (lane.Targets.ContainsKey(target.Name) && !places.IsHidden(target)) Look(stream, lane, target, stoppingToken);
            await feed.Past(position, Pause, stoppingToken);
        }
    }

    /// <summary>A host that does not answer keeps nobody else from being asked, and is not asked twice at once.</summary>
    private void Look(StreamName stream, Lane lane, TargetDefinition target, CancellationToken stop)
    {
        if (_open.TryGetValue((stream, target.Name), out var open) && !open.IsCompleted) return;
        _open[(stream, target.Name)] = Asked();

        async Task Asked()
        {
            await _room.WaitAsync(stop);
            try
            {
                await Ask(lane.Service, lane.Environment, target, stop);
            }
            catch (HostUnreachable)
            {
                // Whoever deploys there hears of it; that it cannot be asked says nothing about what it runs.
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("What {Target} of {Lane} runs cannot be asked: {Why}", target.Name, stream, error.Message);
            }
            finally
            {
                _room.Release();
            }
        }
    }

    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }
}
