using System.Net;
using Plimsoll.Core.Catalog;
using Renci.SshNet;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>A way through a jump host, open at a port of loopback while the connection behind it lives.</summary>
internal sealed class JumpWay(SshClient jump, ForwardedPortLocal port) : IDisposable
{
    public static IDisposable None { get; } = new MemoryStream(0);

    /// <summary>This end of it.</summary>
    public HostAddress Here => new("", port.BoundHost, (int)port.BoundPort);

    public static JumpWay Open(SshClient jump, HostAddress to)
    {
        var way = new JumpWay(jump, new ForwardedPortLocal($"{IPAddress.Loopback}", 0, to.Name, (uint)to.Port));
        try
        {
            way.Begin();
            return way;
        }
        catch
        {
            way.Dispose();
            throw;
        }
    }

    private void Begin()
    {
        jump.AddForwardedPort(port);
        port.Start();
    }

    public void Dispose()
    {
        port.Dispose();
        jump.Dispose();
    }
}
