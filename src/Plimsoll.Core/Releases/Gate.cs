using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A condition before a step, judged at a moment.</summary>
/// <param name="Sentence">What is known, for people.</param>
/// <param name="Command">What to type to open it; empty when it is open.</param>
public sealed record Gate(
    string Id,
    string Concept,
    string Title,
    CheckMode Mode,
    ImmutableArray<string> Owners,
    Verdict Verdict,
    string Sentence,
    string Command,
    int Line,
    string Origin,
    Evidence? Evidence,
    Waiver? Waiver)
{
    public bool IsOpen => Verdict.Opens;

    /// <summary>Only advice: shown, never in the way.</summary>
    public bool Advises { get; init; }

    /// <summary>When it has to be green; null where nothing says so.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When the line applies; null: always.</summary>
    public Condition? Condition { get; init; }

    /// <summary>The later line it keeps from starting; empty: production.</summary>
    public string Blocks { get; init; } = "";

    /// <summary>A rehearsed rollback opens it.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>It keeps the release from production.</summary>
    public bool IsInTheWay => !IsOpen && !Advises;

    public Blocker ToBlocker() => new($"gate.{Id}", $"{Title}: {Sentence}", string.Join(" or ", Owners), Command, Line);
}
