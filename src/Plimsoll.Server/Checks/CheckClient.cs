using Plimsoll.Server.Artifacts;

namespace Plimsoll.Server.Checks;

/// <summary>Makes the HTTP client for checks: a new connection each time, as what runs there has changed.</summary>
public static class CheckClient
{
    private static readonly HttpRequestOptionsKey<Reached> Mark = new("plimsoll-reached");

    public static HttpClient Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = Connect,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Notes whether the other side was reached: not to answer then is its fault.</summary>
    internal static Reached Watch(HttpRequestMessage request)
    {
        var reached = new Reached();
        request.Options.Set(Mark, reached);
        return reached;
    }

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var stream = await OutboundClient.Connect(context.DnsEndPoint, stop);
        if (context.InitialRequestMessage.Options.TryGetValue(Mark, out var reached)) reached.Yes = true;
        return stream;
    }

    internal sealed class Reached
    {
        public bool Yes { get; set; }
    }
}
