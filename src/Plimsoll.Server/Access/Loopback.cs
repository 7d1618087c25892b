using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Access;

public static class Loopback
{
    /// <summary>Binds to this machine only, whatever other settings say. Port 0 takes any free one.</summary>
    public static void ListenOnLoopback(this WebApplicationBuilder builder, int port) =>
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
            // "localhost" may mean ::1 to a browser; without a fixed port the two cannot have the same one.
            if (port != 0 && Socket.OSSupportsIPv6 && IsFree(new IPEndPoint(IPAddress.IPv6Loopback, port)))
                kestrel.Listen(IPAddress.IPv6Loopback, port);
        });

    /// <summary>True when nothing listens there now.</summary>
    public static bool IsFree(IPEndPoint place)
    {
        try
        {
            using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(place);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
