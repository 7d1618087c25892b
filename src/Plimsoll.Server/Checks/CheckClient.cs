using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Checks;

/// <summary>Makes the HTTP client for checks: a new connection each time, as what runs there has changed.</summary>
public static class CheckClient
{
    private static readonly HttpRequestOptionsKey<Reached> Mark = new("plimsoll-reached");

    public static HttpClient Create(WayOut? outbound = null) =>
        (outbound ?? WayOut.Plain).Client(AddressFrom.Settings, connected: Note);

    /// <summary>Notes whether the other side was reached: not to answer then is its fault.</summary>
    internal static Reached Watch(HttpRequestMessage request)
    {
        var reached = new Reached();
        request.Options.Set(Mark, reached);
        return reached;
    }

    private static void Note(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(Mark, out var reached)) reached.Yes = true;
    }

    internal sealed class Reached
    {
        public bool Yes { get; set; }
    }
}
