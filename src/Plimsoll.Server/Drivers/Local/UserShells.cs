using System.Collections.Concurrent;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Shells;

namespace Plimsoll.Server.Drivers.Local;

/// <summary>Every other user of this machine that work has run as.</summary>
/// <param name="folder">Where tickets lie; <c>~/</c> is the home of the user.</param>
/// <param name="grace">Between TERM and KILL.</param>
public sealed class UserShells(string folder, TimeSpan grace, OutputLimits limits) : IDisposable
{
    private readonly ConcurrentDictionary<string, UserShell> _shells = new();

    public UserShells(string folder) : this(folder, TimeSpan.FromSeconds(10), OutputLimits.Usual) { }

    /// <summary>Root needs no sudo.</summary>
    internal bool AsRoot { get; init; } = Environment.IsPrivilegedProcess;

    public ShellDriver Driver(string user) =>
        new(_shells.GetOrAdd(user, name => new UserShell(name, folder, AsRoot)), grace, limits);

    public void Dispose()
    {
        foreach (var shell in _shells.Values) shell.Dispose();
    }
}
