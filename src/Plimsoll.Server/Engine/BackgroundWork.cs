using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>All that a server does by itself: reactions, deployments, messages, probes. It is begun when this server may: at the
/// start, when a restored copy is activated, or when it has taken the ownership among several.</summary>
/// <remarks>Every <see cref="BackgroundService"/> of ours is work; what a server does in any case is none.</remarks>
/// <param name="failed">One of them threw: a server that looks well and does nothing would be worse than none.</param>
public sealed class BackgroundWork(IReadOnlyList<BackgroundService> services, Action<Exception> failed) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public bool HasBegun { get; private set; }

    /// <summary>One of its services.</summary>
    internal T Of<T>() where T : BackgroundService => services.OfType<T>().Single();

    /// <param name="under">The ownership it is done under; null: nobody else could do it.</param>
    /// <param name="until">When that is over, all of it stops by itself.</param>
    public async Task Begin(Lease? under, CancellationToken until)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (HasBegun) return;
            HasBegun = true;
            // It flows into everything that is begun from here, and from there on.
            Acting.Begin(under);
            foreach (var each in services)
            {
                await each.StartAsync(until);
                _ = Watch(each.ExecuteTask ?? Task.CompletedTask);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

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

    public void Dispose() => _turn.Dispose();

    private async Task Watch(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.Exception?.InnerException is { } problem) failed(problem);
    }
}

/// <summary>Knows when the work of this server begins.</summary>
public interface IBeginsWork
{
    /// <summary>A restored copy may act from now on.</summary>
    Task Begin();
}

/// <summary>Begins the work of a server that has its journal alone, unless it waits to be activated.</summary>
public sealed class WorkAlone(Standby standby, BackgroundWork work) : IHostedService, IBeginsWork
{
    public Task StartAsync(CancellationToken cancellationToken) => standby.From is null ? Begin() : Task.CompletedTask;

    public Task Begin() => work.Begin(null, CancellationToken.None);

    public Task StopAsync(CancellationToken cancellationToken) => work.End(cancellationToken);
}

internal static partial class WorkServices
{
    /// <summary>Takes what was added as work of this server under one roof.</summary>
    public static void GatherWork(this IServiceCollection services, Standby standby)
    {
        services.AddSingleton(standby);
        List<ServiceDescriptor> ours = [.. services.Where(each => each.ServiceType == typeof(IHostedService) && IsOurs(each))];
        foreach (var each in ours) services.Remove(each);
        services.AddSingleton(found => new BackgroundWork(
            [.. ours.Select(each => Made(each, found))],
            problem =>
            {
                LogEnd(found.GetRequiredService<ILogger<BackgroundWork>>(), problem);
                found.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            }));
    }

    /// <param name="services">Without any other that begins the work.</param>
    public static void BeginWorkBy<T>(this IServiceCollection services) where T : class, IHostedService, IBeginsWork => services
        .AddSingleton<T>().AddSingleton<IBeginsWork>(found => found.GetRequiredService<T>())
        .AddHostedService(found => found.GetRequiredService<T>());

    [LoggerMessage(LogLevel.Critical, "A part of the server's work threw; the server ends, so that it can be started again.")]
    private static partial void LogEnd(ILogger log, Exception problem);

    private static bool IsOurs(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType) is { } type
        && type.Assembly == typeof(BackgroundWork).Assembly && type.IsAssignableTo(typeof(BackgroundService));

    private static BackgroundService Made(ServiceDescriptor service, IServiceProvider found) => (BackgroundService)(
        service.ImplementationFactory?.Invoke(found) ?? ActivatorUtilities.CreateInstance(found, service.ImplementationType!));
}
