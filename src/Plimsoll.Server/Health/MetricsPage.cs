using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Plimsoll.Server.Health;

/// <summary>Adds up what the meters of this server say, for whoever scrapes it.</summary>
/// <remarks>From the first scrape on: where nobody scrapes, nothing is kept.</remarks>
public sealed class MetricsPage : IDisposable
{
    internal const string Requests = "Microsoft.AspNetCore.Hosting";
    internal const string Runtime = "System.Runtime";

    private static readonly string[] OfRuntime =
    [
        "dotnet.process.cpu.time", "dotnet.process.memory.working_set", "dotnet.gc.collections", "dotnet.gc.pause.time",
        "dotnet.gc.heap.total_allocated", "dotnet.gc.last_collection.heap.size", "dotnet.thread_pool.queue.length",
    ];

    private readonly ConcurrentDictionary<string, Series> _series = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _turn = new();

    /// <param name="own">The meter of this server: there may be others in the process.</param>
    /// <param name="requests">What made the meter of its requests.</param>
    public MetricsPage(Meter own, IMeterFactory requests)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument, own, requests))
                listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument.Name, _ => new Series(instrument)));
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, series) => ((Series)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, series) => ((Series)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, series) => ((Series)series!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>In Prometheus' text format.</summary>
    public string Write()
    {
        lock (_turn)
        {
            foreach (var series in _series.Values) series.Begin();
            _listener.RecordObservableInstruments();
            return PrometheusText.Of(_series.Values);
        }
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsWanted(Instrument instrument, Meter own, IMeterFactory requests) =>
        ReferenceEquals(instrument.Meter, own)
        || instrument.Meter.Name == Requests && ReferenceEquals(instrument.Meter.Scope, requests)
        || instrument.Meter.Name == Runtime && OfRuntime.Contains(instrument.Name);
}
