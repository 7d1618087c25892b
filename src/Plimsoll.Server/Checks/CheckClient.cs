using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Checks;

/// <summary>Makes the HTTP client for checks: a new connection each time, as what runs there has changed.</summary>
public static class CheckClient
{
    private static readonly HttpRequestOptionsKey<Reached> Mark = new("plimsoll-reached");

    public static HttpClient Create(WayOut? outbound = null) =>
        (outbound ?? WayOut.Plain).Client(AddressFrom.Settings, connected: Note, secured: Note);

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

    private static void Note(HttpRequestMessage request, SslStream connection)
    {
        if (connection.RemoteCertificate is X509Certificate2 shown && request.Options.TryGetValue(Mark, out var reached))
            reached.CertificateUntil = new DateTimeOffset(shown.NotAfter);
    }

    internal sealed class Reached
    {
        public bool Yes { get; set; }

        /// <summary>When the certificate that was shown ends; null without one.</summary>
        public DateTimeOffset? CertificateUntil { get; set; }
    }
}
