using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Artifacts;

/// <summary>Makes HTTP clients for configured addresses: private networks are fine, metadata never is.</summary>
public static class OutboundClient
{
    /// <summary>Follows no redirect by itself and keeps no cookies; whoever asks bounds time and size.</summary>
    public static HttpClient Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = (context, stop) => Connect(context.DnsEndPoint, stop),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>Connects to the addresses it looked at, so that a name cannot change its meaning.</summary>
    public static async ValueTask<Stream> Connect(DnsEndPoint to, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, stop);
        if (Array.Find(addresses, IsMetadata) is { } forbidden)
            throw new HttpRequestException(
                $"{to.Host} is {forbidden}, where machines keep their credentials; it is never asked.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Link-local addresses, and the two metadata addresses outside that range.</summary>
    public static bool IsMetadata(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            return plain.IsIPv6LinkLocal || plain.Equals(AmazonV6);
        var bytes = plain.GetAddressBytes();
        return (bytes[0], bytes[1]) == (169, 254) || plain.Equals(Alibaba);
    }

    private static readonly IPAddress AmazonV6 = IPAddress.Parse("fd00:ec2::254");
    private static readonly IPAddress Alibaba = IPAddress.Parse("100.100.100.200");
}
