using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line says about one concept: all of it, or some of its clauses.</summary>
/// <param name="Words">The words that speak of it.</param>
/// <param name="Owners">Who does it, or signs it off.</param>
internal sealed record Utterance(LineReading Line, Words Words, ImmutableArray<string> Owners)
{
    public string Text => Words.Text;

    /// <summary>With what stands in parentheses.</summary>
    public Words WithAsides => field ??= Line.Suffixes.Asides.IsEmpty ? Words
        : Words.Of($"{Words.Text} ({string.Join("; ", Line.Suffixes.Asides)})");

    /// <summary>The person it is about: named in it, else its owner.</summary>
    public Words Target => Words.Of(
        RoleTable.MentionedIn(Words) is { Length: > 0 } named ? named : Owners.FirstOrDefault(""));
}
