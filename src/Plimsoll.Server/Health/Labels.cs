using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Plimsoll.Server.Health;

/// <summary>The labels of a measurement as Prometheus writes them; those nobody needs are left out, and values add up.</summary>
internal static class Labels
{
    // Of other meters only these: whatever else a version of .NET may add stays out.
    private static readonly string[] OfRequests = ["http.request.method", "http.response.status_code", "http.route"];
    private static readonly string[] OfRuntime = ["gc.heap.generation"];

    public static string Of(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = Kept(instrument.Meter.Name);
        StringBuilder text = new();
        foreach (var (key, value) in tags)
        {
            if (kept is not null && !kept.Contains(key)) continue;
            text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"")
                .Append(Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }
        return text.ToString();
    }

    /// <summary>Null: all.</summary>
    private static string[]? Kept(string meter) => meter switch
    {
        MetricsPage.Requests => OfRequests,
        MetricsPage.Runtime => OfRuntime,
        _ => null,
    };

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
