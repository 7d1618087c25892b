using System.Security.Cryptography;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Decides, inside the transaction, whether an entry still holds; if so seals and inserts its facts.</summary>
internal static class AppendRule
{
    public static Appended Append(Tables tables, Entry entry)
    {
        var last = tables.Facts.Last(entry.Stream);
        if (Obstacle(tables, entry, last.Version) is { } obstacle) return Earlier(tables, entry) ?? obstacle;

        var position = tables.Head.Position + entry.Facts.Count;
        var version = last.Version + entry.Facts.Count;
        var receipt = new Receipt(entry.CommandId, entry.RequestDigest, entry.Stream, position, version);
        if (!tables.Receipts.TryAdd(receipt)) return Earlier(tables, entry) ?? throw new InvalidOperationException(
            $"The receipt of command {entry.CommandId} is there and cannot be found.");
        return new Appended.Committed(position, version, Insert(tables, entry, last));
    }

    /// <summary>What was answered the first time, if the command id was used before.</summary>
    public static Appended? Earlier(Tables tables, Entry entry) => tables.Receipts.Find(entry.CommandId) switch
    {
        null => null,
        var first when first.RequestDigest == entry.RequestDigest =>
            new Appended.Replayed(first.Position, first.Version),
        _ => new Appended.Reused(entry.CommandId),
    };

    private static Appended? Obstacle(Tables tables, Entry entry, long version)
    {
        if (entry.Lease is { } lease && tables.Leases.Fence(lease) is { } fenced) return fenced;
        if (version != entry.ExpectedVersion) return new Appended.Moved(entry.Stream, entry.ExpectedVersion, version);
        // The versions are the same, and what they say need not be: a replica took over that lacked the last facts.
        if (entry.Known is { } known && !tables.Holds(known)) return new Appended.Moved(entry.Stream, entry.ExpectedVersion, version);
        foreach (var (stream, seen) in entry.Readings)
        {
            var now = tables.Facts.Last(stream).Version;
            if (now != seen) return new Appended.Moved(stream, seen, now);
        }

        return tables.Early(entry.Facts) is { } why ? new Appended.Early(why) : null;
    }

    private static IReadOnlyList<StoredFact> Insert(Tables tables, Entry entry, (long Version, long At) last)
    {
        if (entry.Facts.Count == 0) return [];
        tables.Sign(tables.Head.Position + 1);
        var facts = new StoredFact[entry.Facts.Count];
        var at = new DateTimeOffset(Math.Max(entry.At.UtcTicks, last.At), TimeSpan.Zero);
        var head = tables.Head;
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i] = Seal(head, entry, entry.Facts[i], last.Version + i + 1, at);
            tables.Facts.Insert(facts[i]);
            head = head with { Position = facts[i].Position, Hash = facts[i].Hash };
        }

        tables.Head = head;
        return facts;
    }

    private static StoredFact Seal(Head head, Entry entry, NewFact fact, long version, DateTimeOffset at)
    {
        var salt = RandomNumberGenerator.GetBytes(FactHash.SaltSize);
        var digest = FactHash.Digest(salt, fact.Body);
        var text = new FactText(
            head.Position + 1, entry.Stream.Value, version, fact.Name, at.UtcTicks, entry.Actor, entry.CommandId);
        var hash = FactHash.Link(head.Hash, text, digest);
        return new StoredFact(
            text.Position, entry.Stream, version, fact.Name, at, entry.Actor, entry.CommandId,
            fact.Body, salt, digest, hash);
    }
}
