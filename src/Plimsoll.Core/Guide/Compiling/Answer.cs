using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>How a line is answered: who does it, what proves it, who says so.</summary>
internal readonly record struct Answer(CheckMode Mode, string Evidence, ImmutableArray<string> Owners)
{
    /// <summary>Which part of its line is meant; empty: all of it.</summary>
    public string Part { get; init; } = "";

    /// <summary>What the product knows it as; empty when it does not.</summary>
    public string Concept { get; init; } = "";

    public ImmutableArray<string> Families { get; init; } = [];

    public ImmutableArray<string> Approvers { get; init; } = [];

    public ImmutableArray<string> Audience { get; init; } = [];

    public ImmutableArray<int> Percents { get; init; } = [];

    /// <summary>When it applies, where the line does not say.</summary>
    public Condition? Condition { get; init; }
}
