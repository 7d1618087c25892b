using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>All that a server does by itself: reactions, deployments, messages, probes. It is begun when this server may: at the
/// start, when a restored copy is activated, or when it has taken the ownership among several.</summary>
/// <remarks>Every <see cref="BackgroundService"/> of ours is work; what a server does in any case is none.</remarks>
public sealed class BackgroundWork(IReadOnlyList<BackgroundService> services) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public bool HasBegun { get; private set; }

    /// <summary>One of its services.</summary>
    internal T Of<T>() where T : BackgroundService => services.OfType<T>().Single();

    /// <param name="under">The ownership it is done under; null: nobody else could do it.</param>
    public async Task Begin(Lease? under, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (HasBegun) return;
            HasBegun = true;
            // It flows into everything that is begun from here, and from there on.
            Acting.Begin(under);
            foreach (var each in services) await each.StartAsync(CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>False: some of it went on longer than it was waited for.</summary>
    public async Task<bool> End(CancellationToken atMost)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (!HasBegun) return true;
            await Task.WhenAll(services.Select(each => each.StopAsync(atMost)));
            HasBegun = services.Any(each => each.ExecuteTask is { IsCompleted: false });
            return !HasBegun;
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>Begins the work of a server that has its journal alone, unless it waits to be activated.</summary>
public sealed class WorkAlone(Standby standby, BackgroundWork work) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        standby.From is null ? work.Begin(null, cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => work.End(cancellationToken);
}

internal static class WorkServices
{
    /// <summary>Takes what was added as work of this server under one roof.</summary>
    public static void GatherWork(this IServiceCollection services, Standby standby)
    {
        services.AddSingleton(standby);
        List<ServiceDescriptor> ours = [.. services.Where(each => each.ServiceType == typeof(IHostedService) && IsOurs(each))];
        foreach (var each in ours) services.Remove(each);
        services.AddSingleton(found => new BackgroundWork([.. ours.Select(each => Made(each, found))]));
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType) is { } type
        && type.Assembly == typeof(BackgroundWork).Assembly && type.IsAssignableTo(typeof(BackgroundService));

    private static BackgroundService Made(ServiceDescriptor service, IServiceProvider found) => (BackgroundService)(
        service.ImplementationFactory?.Invoke(found) ?? ActivatorUtilities.CreateInstance(found, service.ImplementationType!));
}
