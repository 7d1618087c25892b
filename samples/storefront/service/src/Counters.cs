using System.Globalization;
using System.Text;

namespace Storefront;

/// <summary>Requests, errors and latency, as a page for Prometheus.</summary>
public sealed class Counters
{
    static readonly double[] Bounds = [0.005, 0.025, 0.1, 0.5, 2.5];
    readonly long[] buckets = new long[Bounds.Length];
    long requests;
    long errors;
    long ticks;

    public void Count(TimeSpan took, bool failed)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref ticks, took.Ticks);
        if (failed)
            Interlocked.Increment(ref errors);
        for (var i = 0; i < Bounds.Length; i++)
            if (took.TotalSeconds <= Bounds[i])
                Interlocked.Increment(ref buckets[i]);
    }

    public string Page()
    {
        var page = new StringBuilder();
        Series(page, "storefront_info", "gauge", "What runs here.", $$"""{version="{{Release.Version}}"} 1""");
        Series(page, "storefront_requests_total", "counter", "Requests to the shop.", $" {requests}");
        Series(page, "storefront_errors_total", "counter", "Requests answered with 5xx.", $" {errors}");
        Series(page, "storefront_request_seconds", "histogram", "Time to answer.", [.. Histogram()]);
        return page.ToString();
    }

    IEnumerable<string> Histogram()
    {
        for (var i = 0; i < Bounds.Length; i++)
            yield return $$"""_bucket{le="{{Bounds[i].ToString(CultureInfo.InvariantCulture)}}"} {{buckets[i]}}""";
        yield return $$"""_bucket{le="+Inf"} {{requests}}""";
        yield return $"_sum {TimeSpan.FromTicks(ticks).TotalSeconds.ToString(CultureInfo.InvariantCulture)}";
        yield return $"_count {requests}";
    }

    static void Series(StringBuilder page, string name, string type, string help, params string[] samples)
    {
        page.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var sample in samples)
            page.Append(name).Append(sample).Append('\n');
    }
}
