using System.Diagnostics.Metrics;

namespace Plimsoll.Server.Health;

/// <summary>What one instrument has measured so far, by its labels.</summary>
internal sealed class Series(Instrument instrument)
{
    // Labels are bounded by how they are chosen; this only bounds a mistake.
    private const int Most = 5_000;

    private static readonly double[] Usual = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly Dictionary<string, Sample> _samples = [];
    private readonly double[] _bounds = BoundsOf(instrument);

    public Instrument Instrument => instrument;

    public string Type => instrument switch
    {
        Histogram<double> => "histogram",
        Counter<long> or Counter<double> or ObservableCounter<long> or ObservableCounter<double> => "counter",
        _ => "gauge",
    };

    public IReadOnlyList<double> Bounds => _bounds;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels.Of(instrument, tags);
        lock (_samples)
        {
            if (!_samples.TryGetValue(labels, out var sample))
            {
                if (_samples.Count >= Most) return;
                _samples[labels] = sample = new Sample(Type == "histogram" ? new long[_bounds.Length] : []);
            }
            sample.Add(value, _bounds);
        }
    }

    /// <summary>What is asked for anew each time starts from nothing each time.</summary>
    public void Begin()
    {
        if (!instrument.IsObservable) return;
        lock (_samples) _samples.Clear();
    }

    /// <summary>A copy nobody changes.</summary>
    public IReadOnlyList<(string Labels, Sample Sample)> Read()
    {
        lock (_samples) return [.. _samples.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value.Copy()))];
    }

    private static double[] BoundsOf(Instrument instrument) =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? [.. bounds] : Usual;
}

/// <summary>A sum; of a histogram also how many values lay at or below each bound.</summary>
internal sealed class Sample(long[] buckets)
{
    public double Sum { get; private set; }

    public long Count { get; private set; }

    public IReadOnlyList<long> Buckets => buckets;

    public void Add(double value, double[] bounds)
    {
        Sum += value;
        Count++;
        for (var i = 0; i < buckets.Length; i++)
            if (value <= bounds[i]) buckets[i]++;
    }

    public Sample Copy() => new([.. buckets]) { Sum = Sum, Count = Count };
}
