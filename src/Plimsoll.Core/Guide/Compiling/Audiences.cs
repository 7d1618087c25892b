using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Who may be told, and the words each is found by.</summary>
internal sealed class Audiences(ImmutableArray<ImmutableDictionary<string, string>> rows)
{
    private readonly ImmutableArray<(string Audience, Stems Stems)> _known =
        [.. rows.Select(row => (row["audience"], Stems.Parse(row["stems"])))];

    /// <summary>Who is told, in the order the line says it; one who is only named at the start is told too.</summary>
    public ImmutableArray<string> Of(Suffixes line) =>
        In(line.Stem) is { IsEmpty: false } named ? named : In(line.Said);

    public ImmutableArray<string> In(string stem)
    {
        var words = Words.Of(stem);
        var (used, found) = (ImmutableHashSet<int>.Empty, new SortedList<int, string>());
        foreach (var (audience, stems) in _known)
        {
            if (stems.Find(words, new Stems.Free(used, null)) is { Count: > 0 } at)
            {
                used = used.Union(at);
                found.Add(at[0], audience);
            }
        }

        return [.. found.Values];
    }
}
