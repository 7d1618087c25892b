using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line says about one concept: all of it, or some of its clauses.</summary>
/// <param name="Words">The words that speak of it.</param>
/// <param name="Owners">Who does it, or signs it off.</param>
internal sealed record Utterance(LineReading Line, Words Words, ImmutableArray<string> Owners)
{
    private ImmutableArray<string> _audience;
    private ImmutableArray<int> _shares;

    public string Text => Words.Text;

    /// <summary>With what stands in parentheses.</summary>
    public Words WithAsides => field ??= Line.Suffixes.Asides.IsEmpty ? Words
        : Words.Of($"{Words.Text} ({string.Join("; ", Line.Suffixes.Asides)})");

    /// <summary>Who is told, in the order the line says it; one who is only named at the start is told too.</summary>
    public ImmutableArray<string> Audience => _audience.IsDefault ? _audience = Placeholders.Audience(this) : _audience;

    /// <summary>The shares of traffic it names.</summary>
    public ImmutableArray<int> Shares =>
        _shares.IsDefault ? _shares = Measures.Shares(WithAsides.Text) : _shares;

    /// <summary>The person it is about: named in it, else its owner.</summary>
    public Words Target => Words.Of(
        RoleTable.MentionedIn(Words) is { Length: > 0 } named ? named : Owners.FirstOrDefault(""));
}
