using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Live;

/// <summary>What a page is about: streams by name, or all that begin alike, as in <c>lane/shop/*</c>.</summary>
/// <remarks>Who names nothing is about everything.</remarks>
public sealed record About(ImmutableArray<string> Names)
{
    private const int Most = 32;
    private const int Longest = 300;

    /// <summary>Null when more is asked for than one page can be about.</summary>
    public static About? Read(StringValues asked) =>
        asked.Count <= Most && asked.All(name => name is { Length: > 0 and <= Longest })
            ? new About([.. asked.OfType<string>()])
            : null;

    public bool Covers(StreamName stream)
    {
        foreach (var name in Names)
            if (Covers(name, stream.Value)) return true;
        return Names.IsEmpty;
    }

    private static bool Covers(string name, string stream) => name[^1] == '*'
        ? stream.AsSpan().StartsWith(name.AsSpan(..^1), StringComparison.Ordinal)
        : stream == name;
}
