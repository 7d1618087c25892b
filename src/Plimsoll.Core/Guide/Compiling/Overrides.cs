using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a <c>plimsoll:</c> comment sets for a line or a section.</summary>
internal sealed record Overrides(ImmutableDictionary<string, string> Values, ImmutableArray<Lint> Lint)
{
    private static readonly ImmutableDictionary<string, string> Keys =
        Tsv.Shipped("keys.tsv").ToImmutableDictionary(row => row["key"], row => row["effect"]);

    public static Overrides None { get; } = new(ImmutableDictionary<string, string>.Empty, []);

    public string? this[string key] => Values.GetValueOrDefault(key);

    public bool Skips => this["skip"] is "" or "true" or "yes";

    public static Overrides Read(string comment, Place at)
    {
        var (values, lint) = (None.Values.ToBuilder(), ImmutableArray.CreateBuilder<Lint>());
        foreach (var pair in comment.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = (equals < 0 ? pair : pair[..equals]).Trim().ToLowerInvariant();
            var value = equals < 0 ? "" : pair[(equals + 1)..].Trim();
            if (Problem(key, value, at) is { } problem)
            {
                lint.Add(problem);
            }
            else
            {
                values[key] = value;
            }
        }

        return comment.Length == 0 ? None : new Overrides(values.ToImmutable(), lint.ToImmutable());
    }

    public TimeSpan? Duration(string key) => this[key] is { } text ? Durations.Read(text) : null;

    private static Lint? Problem(string key, string value, Place at)
    {
        if (!Keys.TryGetValue(key, out var effect))
        {
            return Bad("error", $"There is no override key \"{key}\".",
                $"Did you mean \"{Nearest.To(key, Keys.Keys)}\"?");
        }

        return effect switch
        {
            "duration" when Durations.Read(value) is null =>
                Bad("error", $"\"{value}\" is no length of time for \"{key}\".", "Write 15m, 1h, 48h or 2d."),
            "kind" when !Enum.TryParse<CheckKind>(value, ignoreCase: true, out _) =>
                Bad("error", $"\"{value}\" is no kind of check.", $"Did you mean \"{Nearest.To(value, KindNames)}\"?"),
            "later" => Bad("warn", $"\"{key}\" is not used by this version; the line is read without it.",
                "Say it in the words of the line, or leave it out."),
            _ => null,
        };

        Lint Bad(string level, string message, string fix) => new("KEY", level, at.Line, at.Column, message, fix);
    }

    private static IEnumerable<string> KindNames => Enum.GetNames<CheckKind>().Select(name => name.ToLowerInvariant());
}
