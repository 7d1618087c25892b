using System.Globalization;
using System.Text;

namespace Plimsoll.Server.Health;

/// <summary>The text format of Prometheus, 0.0.4: names with their unit in seconds or bytes, totals of what only grows.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // What every dashboard of a process asks for has had other names for longer than OpenTelemetry exists.
    private static readonly Dictionary<string, string> Known = new()
    {
        ["dotnet.process.cpu.time"] = "process_cpu_seconds_total",
        ["dotnet.process.memory.working_set"] = "process_resident_memory_bytes",
        ["process.unix.file_descriptor.count"] = "process_open_fds",
    };

    public static string Of(IEnumerable<Series> all)
    {
        StringBuilder text = new();
        foreach (var (name, series) in all.Select(s => (NameOf(s), s)).OrderBy(s => s.Item1, StringComparer.Ordinal))
        {
            var samples = series.Read();
            if (samples.Count == 0) continue;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Help(series.Instrument.Description)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {series.Type}\n");
            foreach (var (labels, sample) in samples)
                if (series.Type == "histogram") Histogram(text, name, labels, sample, series.Bounds);
                else Line(text, name, labels, sample.Sum);
        }
        return text.ToString();
    }

    internal static string NameOf(Series series)
    {
        if (Known.TryGetValue(series.Instrument.Name, out var known)) return known;
        var name = series.Instrument.Name.Replace('.', '_') + series.Instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return series.Type == "counter" ? name + "_total" : name;
    }

    private static void Histogram(
        StringBuilder text, string name, string labels, Sample sample, IReadOnlyList<double> bounds)
    {
        var before = labels == "" ? "" : labels + ",";
        for (var i = 0; i < bounds.Count; i++)
            Line(text, name + "_bucket", $"{before}le=\"{Number(bounds[i])}\"", sample.Buckets[i]);
        Line(text, name + "_bucket", before + "le=\"+Inf\"", sample.Count);
        Line(text, name + "_sum", labels, sample.Sum);
        Line(text, name + "_count", labels, sample.Count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels == "" ? "" : $"{{{labels}}}").Append(' ').Append(Number(value)).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Help(string? description) =>
        (description ?? "").Replace("\\", "\\\\").Replace("\n", " ");
}
