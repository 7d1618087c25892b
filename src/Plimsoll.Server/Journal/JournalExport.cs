using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Writes every fact as one line of JSON, the head last; <see cref="JournalFile"/> checks such a file
/// anywhere.</summary>
public static class JournalExport
{
    /// <summary>What there was when it began; facts that come while it writes are left to the next one.</summary>
    public static async Task Write(IJournal journal, Stream to, CancellationToken stop)
    {
        var head = await journal.Head(stop);
        await foreach (var fact in journal.Read(after: 0, stop))
        {
            if (fact.Position > head.Position) break;
            await Line(to, ExportLine.Of(From(fact)), stop);
        }

        var end = ExportedHead.Of(head.Position, Convert.ToHexStringLower(head.Hash), head.Epoch);
        await Line(to, ExportLine.Of(end), stop);
        await to.FlushAsync(stop);
    }

    private static async Task Line(Stream to, byte[] json, CancellationToken stop)
    {
        await to.WriteAsync(json, stop);
        await to.WriteAsync("\n"u8.ToArray(), stop);
    }

    private static ExportedFact From(StoredFact fact)
    {
        var text = fact.Body is { } body ? WholeText.From(body) : null;
        return new ExportedFact(
            fact.Position,
            fact.Stream.Value,
            fact.Version,
            fact.Name,
            fact.At,
            fact.Actor,
            fact.CommandId,
            text,
            text is null ? fact.Body : null,
            fact.Salt is { } salt ? Convert.ToHexStringLower(salt) : null,
            Convert.ToHexStringLower(fact.Digest),
            Convert.ToHexStringLower(fact.Hash));
    }
}
