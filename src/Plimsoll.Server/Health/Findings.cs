using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Health;

/// <summary>What was found when the parts of the server were looked at; what it means says <see cref="Judgement"/>.</summary>
/// <param name="SinceQuiet">Since everything that was due had been done.</param>
/// <param name="Parked">Reactions that threw, as far as whoever asks may read of them.</param>
/// <param name="ParkedInAll">With those they may not read of.</param>
public sealed record Findings(
    Ready Ready,
    string DataFolder,
    long Position,
    DateTimeOffset? LastCommit,
    bool ShortOfRoom,
    long FreeBytes,
    long BoardsAt,
    long ReactorAt,
    TimeSpan SinceQuiet,
    IReadOnlyList<string> Parked,
    int ParkedInAll,
    IReadOnlyList<OutboxCount> Outbox,
    string MissingKeyFile,
    bool HasMail)
{
    /// <summary>Why nothing is done by itself; empty: things are done.</summary>
    public string Waiting { get; init; } = "";

    /// <summary>Facts are kept in PostgreSQL, not on this server's disk.</summary>
    public bool InDatabase { get; init; }

    /// <summary>Who does the work, where it is another server, or nobody; empty: this one does it.</summary>
    public string Elsewhere { get; init; } = "";

    /// <summary>Why some reactions cannot be written yet, though others are; empty: all are.</summary>
    public string Early { get; init; } = "";

    /// <summary>No server does the work.</summary>
    public bool NobodyWorks => Elsewhere.StartsWith("No ", StringComparison.Ordinal);
}
