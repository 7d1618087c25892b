using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Hosting;

/// <summary>Finds the loopback port to listen on; a taken one moves on to the next.</summary>
public static class Place
{
    private const int Ahead = 50;

    public static int FreePort(int wanted)
    {
        if (wanted == 0) return Any();
        for (var port = wanted; port < wanted + Ahead; port++)
            if (IsFree(port)) return port;
        return Any();
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
