using System.Diagnostics.Metrics;

namespace Plimsoll.Server.Journal;

/// <summary>What is measured where facts are written.</summary>
internal sealed class JournalMeasures(Meter meter, TimeProvider clock)
{
    private readonly Counter<long> _facts = meter.CreateCounter<long>(
        "plimsoll.journal.facts", "{fact}", "Facts appended.");

    private readonly Counter<long> _appends = meter.CreateCounter<long>(
        "plimsoll.journal.appends", "{append}", "Appends by how they ended: committed, replayed, moved, reused, fenced, early, refused.");

    private readonly Histogram<double> _commits = meter.CreateHistogram(
        "plimsoll.journal.commit.duration", "s", "How long transactions of the journal took until they were on disk.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    private long _lastCommit;

    /// <summary>Machine time; null before the first commit of this server.</summary>
    public DateTimeOffset? LastCommit =>
        Interlocked.Read(ref _lastCommit) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public long Began() => clock.GetTimestamp();

    public void Committed(long began)
    {
        _commits.Record(clock.GetElapsedTime(began).TotalSeconds);
        Interlocked.Exchange(ref _lastCommit, clock.GetUtcNow().UtcTicks);
    }

    public Appended Counted(Appended ended)
    {
        if (ended is Appended.Committed { Facts.Count: var facts }) _facts.Add(facts);
        _appends.Add(1, new KeyValuePair<string, object?>("outcome", WordOf(ended)));
        return ended;
    }

    private static string WordOf(Appended ended) => ended switch
    {
        Appended.Committed => "committed",
        Appended.Replayed => "replayed",
        Appended.Moved => "moved",
        Appended.Reused => "reused",
        Appended.Fenced => "fenced",
        Appended.Early => "early",
        _ => "refused",
    };
}
