using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Plimsoll.Server.Connectors.Outbound;

/// <summary>The one way out over HTTP: it looks at the very address it connects to, whatever the name was.</summary>
/// <param name="resolve">A name's addresses; left out: the machine's own resolver.</param>
/// <param name="dial">A connection to one of them; left out: a real one.</param>
public sealed class WayOut(OutboundSettings settings, Resolve? resolve = null, Dial? dial = null)
{
    private readonly Resolve _resolve = resolve ?? Dns.GetHostAddressesAsync;
    private readonly Dial _dial = dial ?? Real;

    public static WayOut Plain { get; } = new(OutboundSettings.None);

    public OutboundSettings Settings => settings;

    /// <summary>Follows no redirect by itself and keeps no cookies; whoever asks bounds time and size.</summary>
    /// <param name="connected">Told of a request whose other side was reached; connections are then used once.</param>
    /// <param name="secured">Told of the connection of a request over TLS.</param>
    public HttpClient Client(AddressFrom from, Action<HttpRequestMessage>? connected = null,
        Action<HttpRequestMessage, SslStream>? secured = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = settings.WebProxy,
            UseProxy = settings.WebProxy is not null,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = connected is null ? TimeSpan.FromMinutes(5) : TimeSpan.Zero,
            ConnectCallback = async (context, stop) =>
            {
                var stream = await Connect(context.DnsEndPoint, From(context.DnsEndPoint, from), stop);
                connected?.Invoke(context.InitialRequestMessage);
                return stream;
            },
            PlaintextStreamFilter = (context, _) =>
            {
                if (context.PlaintextStream is SslStream secure) secured?.Invoke(context.InitialRequestMessage, secure);
                return ValueTask.FromResult(context.PlaintextStream);
            },
        };
        if (settings.Trust is { } trust) handler.SslOptions.CertificateChainPolicy = trust;
        return new HttpClient(new BeforeTheProxy(this, from) { InnerHandler = handler })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The addresses of a name, all of which may be asked.</summary>
    /// <exception cref="HttpRequestException">One of them may not.</exception>
    public async Task<IPAddress[]> Look(string host, AddressFrom from, CancellationToken stop)
    {
        // With a dot behind it no resolver takes it for an address, and yet other programs do.
        var addresses = IPAddress.TryParse(host.TrimEnd('.'), out var plain) ? [plain] : await _resolve(host, stop);
        foreach (var address in addresses)
            if (AddressRules.WhyNot(address, from, settings.Private) is { } why)
                throw new HttpRequestException($"{host} is {address}, {why}.");
        return addresses;
    }

    /// <summary>A plain connection to what an administrator named, such as the mail server.</summary>
    public ValueTask<Stream> Connect(string host, int port, CancellationToken stop) =>
        Connect(new DnsEndPoint(host, port), AddressFrom.Settings, stop);

    private async ValueTask<Stream> Connect(DnsEndPoint to, AddressFrom from, CancellationToken stop) =>
        await _dial(await Look(to.Host, from, stop), to.Port, stop);

    // The proxy itself is an administrator's; what is asked through it was looked at before.
    private AddressFrom From(DnsEndPoint to, AddressFrom from) =>
        settings.IsProxy(to.Host, to.Port) ? AddressFrom.Settings : from;

    private static async ValueTask<Stream> Real(IPAddress[] to, int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

public delegate Task<IPAddress[]> Resolve(string host, CancellationToken stop);

public delegate ValueTask<Stream> Dial(IPAddress[] to, int port, CancellationToken stop);
