using System.Collections.Concurrent;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Shells;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>Every host this server has reached over SSH, one connection each.</summary>
public sealed class SshHosts : IDisposable
{
    // The library waits on threads: one host that hangs must not take those of the others.
    private const int Threads = 200;

    private readonly ConcurrentDictionary<SshPlace, SshHost> _hosts = new();
    private readonly SshSettings _settings;
    private readonly KnownHostsMemory _known;
    private readonly TimeSpan _grace;
    private readonly OutputLimits _limits;

    public SshHosts(SshSettings settings) : this(settings, TimeSpan.FromSeconds(10), OutputLimits.Usual) { }

    public SshHosts(SshSettings settings, TimeSpan grace, OutputLimits limits) =>
        (_settings, _known, _grace, _limits) = (settings, new(settings.KnownHosts), grace, limits);

    /// <exception cref="HostUnreachable">It is no address.</exception>
    public ShellDriver Driver(RemoteHost host) => new(At(host), _grace, _limits);

    internal SshHost At(RemoteHost host) => _hosts.GetOrAdd(SshPlace.Of(host), Opened);

    public void Dispose()
    {
        foreach (var host in _hosts.Values) host.Dispose();
    }

    private SshHost Opened(SshPlace place)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        if (workers < Threads) ThreadPool.SetMinThreads(Threads, ports);
        return new SshHost(place, _settings, _known);
    }
}
