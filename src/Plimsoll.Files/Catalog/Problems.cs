using System.Collections.Immutable;
using System.Globalization;

namespace Plimsoll.Files.Catalog;

/// <summary>The problems of one file, while it is read.</summary>
internal sealed class Problems(string file)
{
    private const int Most = 100;
    private const int LongestQuote = 60;

    private readonly List<FileProblem> _all = [];

    public int Errors { get; private set; }

    /// <summary>More would not be shown, so nothing more need be looked for.</summary>
    public bool IsFull => _all.Count == Most;

    public void Error(Place place, string message, string fix)
    {
        Errors++;
        Add(new FileProblem(file, place.Line, place.Column, message, fix));
    }

    public void Warn(Place place, string message, string fix, string service) =>
        Add(new FileProblem(file, place.Line, place.Column, message, fix, "warn") { Service = service });

    public ImmutableArray<FileProblem> InOrder() => [.. _all.OrderBy(p => p.Line).ThenBy(p => p.Column)];

    /// <summary>A piece of the file, fit for a terminal: one line, not long, no control characters.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length > LongestQuote ? string.Concat(text.AsSpan(0, LongestQuote), "…") : text;
        return "`" + Shown(shown) + "`";
    }

    /// <summary>What a library says, as one clause of a sentence.</summary>
    public static string Sentence(string message) =>
        message.Length == 0 ? "malformed" : char.ToLowerInvariant(message[0]) + Shown(message[1..]).TrimEnd('.');

    private static string Shown(string text) => string.Concat(text.Select(Visible));

    private static string Visible(char letter) =>
        char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Surrogate
            ? $"\\u{(int)letter:x4}"
            : letter.ToString();

    private void Add(FileProblem problem)
    {
        if (!IsFull) _all.Add(problem);
    }
}

/// <summary>A place in a file; both count from 1.</summary>
internal readonly record struct Place(int Line, int Column);
