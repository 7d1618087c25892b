using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Hosting;

/// <summary>Finds the loopback port to listen on; a taken one moves on to the next.</summary>
public static class Place
{
    private const int Ahead = 50;
    private const int Lowest = 12_000;
    private const int Highest = 32_000;

    // One after the other, from somewhere: whoever has closed his port for a moment finds it free when he opens it again.
    private static int _last = Random.Shared.Next(Highest - Lowest);

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
        // Below the ports that connections of the machine take by themselves: what is free stays so until it is used.
        for (var tried = 0; tried < Ahead; tried++)
            if (Lowest + (int)((uint)Interlocked.Increment(ref _last) % (Highest - Lowest)) is var port && IsFree(port)) return port;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
