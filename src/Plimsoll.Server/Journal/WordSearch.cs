using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Journal;

/// <summary>Finds where words stand, everywhere Plimsoll keeps text. What is looked for is kept nowhere.</summary>
public sealed class WordSearch(SqlJournal journal, SegmentStore output)
{
    private const int Most = 200;

    private const string Messages = """
        SELECT number, title, about FROM outbox
        WHERE replace(key || to_json || title || text || coalesce(last_error, ''), @words, '')
                <> key || to_json || title || text || coalesce(last_error, '')
            OR replace(replace(calendar, @fold, ''), @words, '') <> replace(calendar, @fold, '')
        ORDER BY number
        """;

    private const string Deliveries =
        "SELECT key, service, at FROM inbound_delivery WHERE replace(outcome, @words, '') <> outcome ORDER BY at, key";

    /// <summary>At most 200 places, the oldest first.</summary>
    public async Task<IReadOnlyList<FoundPlace>> Find(string words, CancellationToken stop)
    {
        var found = new List<FoundPlace>();
        await foreach (var fact in journal.Read(0, stop))
            found.AddRange(FactWords.Holding(fact, words).Select(
                pointer => new FoundPlace($"{fact.Position}#{pointer}", fact.Name, fact.Stream.Value, fact.At)));
        found.AddRange(journal.Query(Messages, [("@words", words), ("@fold", "\r\n ")], row => new FoundPlace(
            $"message:{row.GetInt64(0)}", "message", row.GetString(2), null)));
        found.AddRange(await journal.Query(Deliveries, ("@words", words), row => new FoundPlace(
            $"webhook:{row.GetString(0)}", "webhook", $"service/{row.GetString(1)}",
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))), stop));
        found.AddRange(output.Holding(words).Select(
            s => new FoundPlace($"output:{s.Attempt}#{s.Number}", "output", s.Attempt, s.ObservedAt)));
        return [.. found.Take(Most)];
    }
}

/// <param name="Place">As a removal names it.</param>
/// <param name="What">The name of the fact, <c>message</c>, <c>webhook</c> or <c>output</c>.</param>
public sealed record FoundPlace(string Place, string What, string About, DateTimeOffset? At);
