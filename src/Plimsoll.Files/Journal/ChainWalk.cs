using System.Text;

namespace Plimsoll.Files.Journal;

/// <summary>Follows the chain fact by fact and says where it stops being what was written.</summary>
public sealed class ChainWalk
{
    private static readonly byte[] Redaction = Encoding.UTF8.GetBytes(RedactionNote.FactName);
    private readonly SortedSet<long> _unexplained = [];
    private byte[] _previous = FactHash.Start;

    /// <summary>How many facts were found good.</summary>
    public long Facts { get; private set; }

    /// <summary>Takes the next fact; null when it holds, else the finding.</summary>
    public Verification? Next(
        in FactColumns fact, byte[]? salt, byte[]? body, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> hash)
    {
        if (fact.Position != Facts + 1)
            return Bad($"the next stored fact has position {fact.Position}; one is missing.");
        if (salt is null != body is null) return Bad("it has a body without its salt, or a salt without its body.");
        if (salt is not null && !FactHash.Digest(salt, body).AsSpan().SequenceEqual(digest))
            return Bad("its body does not have its digest.");
        var expected = FactHash.Link(_previous, fact, digest);
        if (!hash.SequenceEqual(expected)) return Bad("its hash does not continue the fact before it.");
        Explain(fact, body);
        _previous = expected;
        Facts++;
        return null;
    }

    /// <summary>Compares the end with what the head says, and with the last position a command was answered
    /// with.</summary>
    public Verification End(long headPosition, ReadOnlySpan<byte> headHash, long answered = 0)
    {
        if (headPosition > Facts)
            return Bad($"the head says {headPosition} facts, only {Facts} are there; the end is missing.");
        if (headPosition < Facts)
            return Verification.Bad(
                Facts, Math.Max(0, headPosition) + 1, $"the head says that {headPosition} is the last position.");
        if (answered > Facts) return Bad($"a command was answered with position {answered}; the end is missing.");
        if (!headHash.SequenceEqual(_previous))
            return Verification.Bad(Facts, Math.Max(1, Facts), "the head has another hash than the last fact.");
        return _unexplained.Count == 0
            ? Verification.Good(Facts)
            : Verification.Bad(
                Facts, _unexplained.Min, "its text is gone and no later fact says that it was redacted.");
    }

    public Verification Bad(string what) => Verification.Bad(Facts, Facts + 1, what);

    private void Explain(in FactColumns fact, byte[]? body)
    {
        if (body is null) _unexplained.Add(fact.Position);
        else if (fact.Name.SequenceEqual(Redaction)) _unexplained.Remove(RedactionNote.PositionIn(body));
    }
}
