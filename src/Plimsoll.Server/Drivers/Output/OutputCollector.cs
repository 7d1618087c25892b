using Plimsoll.Files.Masking;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>Brings the output of work from its driver into the store: masked, in segments, each byte once.</summary>
public sealed class OutputCollector(SegmentStore store, TimeProvider clock)
{
    /// <summary>Goes on where the store stops; a little of what came before is read again as context.</summary>
    public async Task<CollectedOutput> Resume(
        IDriver driver, string attempt, string ticket, KnownForms secrets, CancellationToken stop, Observed? first = null)
    {
        var last = store.Last(attempt);
        var masker = new Masker(secrets);
        var from = Math.Max(0, last.RawTo - SegmentBuilder.LongestLine - masker.HoldsBack - 1);
        var builder = new SegmentBuilder(attempt, last.Number, last.RawTo, from, clock);
        var output = new CollectedOutput(driver, store, ticket, masker, builder, from, from == 0 ? first : null);
        await output.ReadContext(last.RawTo, stop);
        return output;
    }
}

/// <summary>One attempt's output under way; <see cref="Pull"/> until it is complete.</summary>
public sealed class CollectedOutput
{
    // 16 MiB: work that writes faster than we read must not keep its caller for ever.
    private const int MostReads = 256;

    private readonly IDriver _driver;
    private readonly SegmentStore _store;
    private readonly string _ticket;
    private readonly Masker _masker;
    private readonly SegmentBuilder _builder;
    private long _cursor;

    // Told with the start; everything behind it is asked for.
    private Observed? _first;

    internal CollectedOutput(
        IDriver driver, SegmentStore store, string ticket, Masker masker, SegmentBuilder builder, long from,
        Observed? first)
    {
        _first = first;
        (_driver, _store, _ticket) = (driver, store, ticket);
        (_masker, _builder, _cursor) = (masker, builder, from);
    }

    /// <summary>Stores what is there now. Complete: the work has ended and all it wrote is stored.</summary>
    public async Task<Pulled> Pull(CancellationToken stop)
    {
        var seen = await ReadOnce(stop);
        for (var reads = 1; reads < MostReads && seen.More; reads++)
            seen = await ReadOnce(stop);
        var complete = !seen.More && seen.Observed.State is TicketState.Finished or TicketState.Unknown;
        if (complete)
            _masker.Break(_builder.Add);
        _builder.Seal();
        _store.Append(_builder.Drain());
        return new Pulled(seen.Observed, complete);
    }

    internal async Task ReadContext(long upTo, CancellationToken stop)
    {
        while (_cursor < upTo && (await ReadOnce(stop)).More)
            stop.ThrowIfCancellationRequested();
    }

    private async Task<(Observed Observed, bool More)> ReadOnce(CancellationToken stop)
    {
        var seen = _first ?? await _driver.Observe(_ticket, _cursor, stop);
        _first = null;
        if (seen.Output.Length > 0)
            _masker.Take(seen.Output, _builder.Add);
        else if (seen.Cursor > _cursor)
            Jump(seen.Cursor);
        var more = seen.Cursor > _cursor && !seen.IsAll;
        _cursor = seen.Cursor;
        _store.Append(_builder.Drain());
        return (seen, more);
    }

    private void Jump(long raw)
    {
        _masker.Break(_builder.Add);
        _builder.Jump(raw);
    }
}

/// <param name="Seen">The last look; its output is in the store.</param>
public sealed record Pulled(Observed Seen, bool Complete);
