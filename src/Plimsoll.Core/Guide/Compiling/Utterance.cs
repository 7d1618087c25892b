using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line says about one concept: all of it, or some of its clauses.</summary>
/// <param name="Text">The words that speak of it.</param>
/// <param name="Owners">Who does it, or signs it off.</param>
internal sealed record Utterance(LineReading Line, string Text, ImmutableArray<string> Owners)
{
    /// <summary>With what stands in parentheses.</summary>
    public string WithAsides { get; } = Line.Suffixes.Asides.IsEmpty ? Text
        : $"{Text} ({string.Join("; ", Line.Suffixes.Asides)})";

    /// <summary>The person it is about: named in it, else its owner.</summary>
    public string Target =>
        RoleTable.MentionedIn(Text) is { Length: > 0 } named ? named : Owners.FirstOrDefault("");
}
