using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>A revision that waits for a second person.</summary>
/// <param name="Text">The guide it was compiled from.</param>
/// <param name="Against">The playbook in force when it was proposed.</param>
public sealed record Proposal(Playbook Playbook, string Text, string By, DateTimeOffset At, string Against)
{
    /// <summary>What the compiler noticed in it.</summary>
    public ImmutableArray<Lint> Lint { get; init; } = [];

    /// <summary>The file name of the sidecar it was compiled with; empty for none.</summary>
    public string Sidecar { get; init; } = "";

    /// <summary>Enough of the hash to tell it from any other, and to type.</summary>
    public string ShortHash => Playbook.Hash.Length > 8 ? Playbook.Hash[..8] : Playbook.Hash;
}

/// <summary>A version of the guide that was in force from a moment on.</summary>
/// <param name="ProposedBy">Who proposed it, when <paramref name="By"/> approved it; else empty.</param>
public sealed record AppliedVersion(string Hash, string By, DateTimeOffset At, string ProposedBy);
