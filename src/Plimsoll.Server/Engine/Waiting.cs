namespace Plimsoll.Server.Engine;

/// <summary>All that a server does by itself: reactions, deployments, messages, probes. On a restored copy it begins when it is
/// activated.</summary>
public sealed class Waiting(Standby standby, IReadOnlyList<IHostedService> work) : IHostedService
{
    private bool _begun;

    public Task StartAsync(CancellationToken cancellationToken) =>
        standby.From is null ? Begin(cancellationToken) : Task.CompletedTask;

    public async Task Begin(CancellationToken stop)
    {
        if (_begun) return;
        _begun = true;
        foreach (var each in work) await each.StartAsync(stop);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_begun) return;
        foreach (var each in work.Reverse()) await each.StopAsync(cancellationToken);
    }
}

internal static class WaitingServices
{
    /// <summary>Takes what was added as work of this server under one roof where it is a restored copy.</summary>
    public static void WaitFor(this IServiceCollection services, Standby standby)
    {
        services.AddSingleton(standby);
        List<ServiceDescriptor> ours = standby.From is null
            ? [] : [.. services.Where(each => each.ServiceType == typeof(IHostedService) && IsOurs(each))];
        foreach (var each in ours) services.Remove(each);
        services.AddSingleton(found => new Waiting(standby, [.. ours.Select(each => Made(each, found))]));
        services.AddHostedService(found => found.GetRequiredService<Waiting>());
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType)?.Assembly == typeof(Waiting).Assembly;

    private static IHostedService Made(ServiceDescriptor service, IServiceProvider found) => (IHostedService)(
        service.ImplementationFactory?.Invoke(found) ?? ActivatorUtilities.CreateInstance(found, service.ImplementationType!));
}
