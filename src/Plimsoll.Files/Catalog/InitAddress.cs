using System.Collections.Immutable;
using System.Globalization;

namespace Plimsoll.Files.Catalog;

/// <summary>An address, taken apart into where a target is and what is asked there.</summary>
internal sealed record InitAddress(string Scheme, string Host, int Port, string Path)
{
    /// <summary>Staging next to production: the same host, the next port.</summary>
    public int StagingPort => Port == 65535 ? Port - 1 : Port + 1;

    public string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{port}");

    /// <summary>Of an answer that was checked.</summary>
    public static InitAddress From(ImmutableDictionary<string, string> said) =>
        Of(said[InitQuestions.Address]) ?? new InitAddress("http", "127.0.0.1", 8080, "/health");

    public static InitAddress? Of(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0
            ? new InitAddress(url.Scheme, url.Host, url.Port, url.PathAndQuery)
            : null;
}
