using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Plimsoll.Core.Catalog;

/// <summary>Smoke tests or verification: what must hold after a deployment.</summary>
public sealed record Suite(
    ImmutableArray<HttpCheck> Http, ImmutableArray<CommandCheck> Commands, ImmutableArray<MetricCheck> Metrics)
{
    public static Suite None { get; } = new([], [], []);

    public ImmutableArray<TcpCheck> Tcp { get; init; } = [];

    [JsonIgnore]
    public int Count => Http.Length + Tcp.Length + Commands.Length + Metrics.Length;

    /// <summary>What its checks are called, in the order they run.</summary>
    [JsonIgnore]
    public IEnumerable<string> Names =>
    [
        .. Http.Select(c => c.Name), .. Tcp.Select(c => c.Name),
        .. Commands.Select(c => c.Name), .. Metrics.Select(c => c.Name),
    ];
}

/// <summary>
/// One HTTP request and what its answer must be. In <see cref="Url"/>, <c>{target}</c> is each target's address.
/// </summary>
/// <param name="Json">JSON path (dotted, <c>items[0].name</c>) to expected text; <c>{version}</c> is replaced.</param>
public sealed record HttpCheck(
    string Name,
    string Url,
    int Status,
    string? BodyContains,
    ImmutableSortedDictionary<string, string> Json,
    TimeSpan? MaxLatency,
    TimeSpan Timeout,
    int Attempts,
    TimeSpan Interval)
{
    [JsonIgnore]
    public bool IsPerTarget => Url.Contains("{target}", StringComparison.Ordinal);

    /// <summary>Header fields to a text their value must hold; <c>{version}</c> is replaced.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How long the server's certificate must still be valid; null: as long as it is trusted now.</summary>
    public TimeSpan? CertificateValid { get; init; }
}

/// <summary>Something must listen there.</summary>
/// <param name="Address"><c>host:port</c>; <c>{instance}</c> is each target's.</param>
public sealed record TcpCheck(string Name, string Address, TimeSpan Timeout, int Attempts, TimeSpan Interval)
{
    [JsonIgnore]
    public bool IsPerTarget => Address.Contains("{instance}", StringComparison.Ordinal);

    /// <summary>Host and port of <c>host:port</c> or <c>[address]:port</c>; null where it is neither.</summary>
    public static (string Host, int Port)? Place(string address)
    {
        var colon = address.LastIndexOf(':');
        var digits = address[(colon + 1)..];
        if (colon <= 0 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return null;
        var host = address[..colon];
        var bare = host is ['[', .. var inner, ']'] ? inner : host.Contains(':') ? "" : host;
        var isPlace = port is >= 1 and <= 65_535 && Uri.CheckHostName(bare) != UriHostNameType.Unknown;
        return isPlace ? (bare, port) : null;
    }
}

/// <summary>A command that must exit 0.</summary>
public sealed record CommandCheck(string Name, string Command, TimeSpan Timeout)
{
    /// <summary>The JUnit report it leaves in its folder; empty where only its exit code counts.</summary>
    public string JUnit { get; init; } = "";
}
