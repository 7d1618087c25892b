using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Reads facts page by page; what it gives out is what was written.</summary>
internal sealed class FactReader(
    Func<DbConnection> open, Func<DbConnection, long, int, FactRows> step, Func<Func<List<StoredFact>>, List<StoredFact>>? reading = null)
{
    private const int PageSize = 1024;

    public async IAsyncEnumerable<StoredFact> Read(
        long after, [EnumeratorCancellation] CancellationToken stop, byte[]? known = null)
    {
        var ahead = Task.FromResult(Reading(() => First(after, known)));
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var facts = await ahead;
            if (facts.Count == PageSize) ahead = PageAhead(facts[^1]);
            foreach (var fact in facts) yield return CheckBody(fact);
            if (facts.Count < PageSize) yield break;
        }
    }

    private List<StoredFact> Reading(Func<List<StoredFact>> read) => reading is null ? read() : reading(read);

    private List<StoredFact> First(long after, byte[]? known)
    {
        var hash = HashOf(after);
        return known is null || hash.AsSpan().SequenceEqual(known)
            ? Page(after, hash) : throw new ChainBroken(after, "it is not what was read before.");
    }

    // Reading costs as much as what a fold does with a fact, so one page goes ahead on another core.
    private async Task<List<StoredFact>> PageAhead(StoredFact last)
    {
        await Task.Yield();
        return Reading(() => Page(last.Position, last.Hash));
    }

    // A page at a time: an open read would keep the writer from emptying the write-ahead file.
    private List<StoredFact> Page(long after, byte[] previous)
    {
        using var connection = open();
        var facts = new List<StoredFact>();
        using (var rows = step(connection, after, PageSize))
            while (rows.Next(after + facts.Count + 1, previous) is { } fact)
            {
                previous = fact.Hash;
                facts.Add(fact);
            }

        if (facts.Exists(f => f.Body is null)) AddRests(facts, RedactionNotes.Of(connection));

        return facts;
    }

    private static void AddRests(List<StoredFact> facts, Dictionary<long, (long, RedactionNote Note)> notes)
    {
        for (var i = 0; i < facts.Count; i++)
            if (facts[i].Body is null && notes.TryGetValue(facts[i].Position, out var found) && found.Note.Rest != "")
                facts[i] = facts[i] with { Rest = Encoding.UTF8.GetBytes(found.Note.Rest) };
    }

    private static StoredFact CheckBody(StoredFact fact) =>
        fact is { Body: { } body, Salt: { } salt } && !FactHash.Digest(salt, body).AsSpan().SequenceEqual(fact.Digest)
            ? throw new ChainBroken(fact.Position, "its body does not have its digest.")
            : fact;

    private byte[] HashOf(long position)
    {
        if (position == 0) return FactHash.Start;
        using var connection = open();
        using var command = connection.Say("SELECT hash FROM fact WHERE position = @position");
        command.Add("@position", position);
        return command.ExecuteScalar() as byte[]
            ?? throw new ChainBroken(position, "it was read before and is not there any more.");
    }
}
