using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a <c>plimsoll:</c> comment or the sidecar sets for a line or a section.</summary>
internal sealed record Overrides(ImmutableDictionary<string, string> Values, ImmutableArray<Lint> Lint)
{
    public static Overrides None { get; } = new(ImmutableDictionary<string, string>.Empty, []);

    /// <summary>Where it is written.</summary>
    public Place At { get; init; } = new(1, 1);

    /// <summary>The sidecar it is written in; empty for a comment of the guide.</summary>
    public string File { get; init; } = "";

    public string? this[string key] => Values.IsEmpty ? null : Values.GetValueOrDefault(key);

    public bool Skips => this["skip"] is { } skip && OverrideKeys.IsYes(skip);

    /// <summary>Of an item's comment; keys it cannot use are noticed.</summary>
    public static Overrides Read(string comment, Place at, Vocabulary vocabulary) =>
        Read(comment, at, "line", vocabulary);

    public static Overrides OfHeading(string comment, Place at, Vocabulary vocabulary) =>
        Read(comment, at, "heading", vocabulary);

    public static Overrides Of(SidecarItem item, string file, Vocabulary vocabulary)
    {
        var values = None.Values.ToBuilder();
        var lint = ImmutableArray.CreateBuilder<Lint>();
        foreach (var said in item.Values)
        {
            Take(said.Key, said.Value.Trim(), new Place(said.Line, said.Column), "sidecar", values, lint, vocabulary);
        }

        return new Overrides(values.ToImmutable(), [.. lint.Select(one => one with { File = file })])
        {
            At = new Place(item.Line, item.Column),
            File = file,
        };
    }

    public TimeSpan? Duration(string key) => this[key] is { } text ? Durations.Read(text) : null;

    public ImmutableArray<string> List(string key) => this[key] is { } text ? Tsv.List(text) : [];

    /// <summary>These, completed by those of the heading above; phase and anchor come with the section.</summary>
    public Overrides Under(Overrides above) => above.Values.IsEmpty ? this : this with
    {
        Values = above.Values.RemoveRange(["phase", "anchor"]).SetItems(Values),
    };

    public Lint Bad(string message, string fix) =>
        new("KEY", "error", At.Line, At.Column, message, fix) { File = File };

    private static Overrides Read(string comment, Place at, string where, Vocabulary vocabulary)
    {
        if (comment.Length == 0)
        {
            return None;
        }

        var (values, lint) = (None.Values.ToBuilder(), ImmutableArray.CreateBuilder<Lint>());
        foreach (var pair in comment.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = (equals < 0 ? pair : pair[..equals]).Trim().ToLowerInvariant();
            Take(key, equals < 0 ? "" : pair[(equals + 1)..].Trim(), at, where, values, lint, vocabulary);
        }

        return new Overrides(values.ToImmutable(), lint.ToImmutable()) { At = at };
    }

    private static void Take(
        string key, string value, Place at, string where, ImmutableDictionary<string, string>.Builder values,
        ImmutableArray<Lint>.Builder lint, Vocabulary vocabulary)
    {
        if (OverrideKeys.Problem(key, value, where, vocabulary) is var (message, fix))
        {
            lint.Add(new Lint("KEY", "error", at.Line, at.Column, message, fix));
        }
        else
        {
            values[key] = value;
        }
    }
}
