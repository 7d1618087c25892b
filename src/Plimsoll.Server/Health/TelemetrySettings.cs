using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Health;

/// <summary>Where metrics and traces are sent: the <c>OTEL_*</c> variables that OpenTelemetry itself defines.</summary>
public sealed record TelemetrySettings(IReadOnlyDictionary<string, string?> Variables)
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";

    private static readonly string[] Known =
    [
        Endpoint, Protocol, Headers, "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT", "OTEL_BSP_SCHEDULE_DELAY",
        "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_SDK_DISABLED",
    ];

    public static TelemetrySettings None { get; } = new(new Dictionary<string, string?>());

    public bool IsOn => Variables.ContainsKey(Endpoint);

    /// <summary>What it signs in with at the collector.</summary>
    public IEnumerable<string> Passwords => (Variables.GetValueOrDefault(Headers) ?? "").Split(',')
        .Select(header => Uri.UnescapeDataString(header[(header.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim()));

    public static TelemetrySettings Read(Func<string, string?> environment)
    {
        var set = Known.Where(name => environment(name) is { Length: > 0 }).ToDictionary(name => name, environment);
        if (!set.TryGetValue(Endpoint, out var endpoint)) return None;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new SettingsInvalid($"{Endpoint} is an address such as http://127.0.0.1:4318, not '{endpoint}'.");
        if (set.TryGetValue(Protocol, out var protocol) && protocol is not ("http/protobuf" or "grpc"))
            throw new SettingsInvalid($"{Protocol} is http/protobuf or grpc, not '{protocol}'.");
        return new TelemetrySettings(set);
    }
}
