using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The keys of overrides, where each may stand, and what each may say.</summary>
internal static class OverrideKeys
{
    public static readonly string[] Anchors = ["T0", "resolved", "deploy", "deployed", "rollback"];

    private static readonly ImmutableDictionary<string, OverrideKey> Keys = Tsv.Shipped("keys.tsv")
        .Select(row => new OverrideKey(row["key"], row["value"], Tsv.List(row["at"]), row["yields"] == "yes"))
        .ToImmutableDictionary(key => key.Name);

    private static readonly string[] KindNames =
        [.. Enum.GetNames<CheckKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>At a heading it is a default, which the words of a line win over.</summary>
    public static bool Yields(string key) => Keys.TryGetValue(key, out var found) && found.Yields;

    public static bool IsYes(string value) => value is "" or "yes" or "true";

    /// <summary>The keys that may stand in a place: <c>line</c>, <c>heading</c> or <c>sidecar</c>.</summary>
    public static ImmutableArray<string> At(string where) =>
        [.. Keys.Values.Where(key => key.At.Contains(where)).Select(key => key.Name).Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with a key and its value, and what to write; null when they can be used.</summary>
    public static (string Message, string Fix)? Problem(
        string key, string value, string where, Vocabulary vocabulary)
    {
        if (!Keys.TryGetValue(key, out var known))
        {
            return ($"There is no override key \"{Short(key)}\".", $"Did you mean \"{Nearest.To(key, At(where))}\"?");
        }

        return known.At.Contains(where) ? Value(known, value, vocabulary)
            : where == "heading" ? ($"\"{key}\" is about one line and stands at a heading.", "Write it at the line.")
            : ($"\"{key}\" does not belong in the text.", "Write it in the sidecar, under items.");
    }

    private static (string Message, string Fix)? Value(
        OverrideKey key, string value, Vocabulary vocabulary) => key.Value switch
    {
        "yes" => IsYes(value) || value is "no" or "false" ? null : Wrong(key, value, ["yes", "no"]),
        _ when value.Length == 0 => ($"\"{key.Name}\" says nothing.", $"Write {key.Name}=… or leave it out."),
        "duration" when Durations.Read(value) is null => (
            $"\"{Short(value)}\" is no length of time for \"{key.Name}\".", "Write 15m, 1h, 48h or 2d."),
        "kind" when !KindNames.Contains(value.ToLowerInvariant()) => Wrong(key, value, KindNames),
        "phase" => Phase(key, value, vocabulary),
        "anchor" => Anchors.Contains(value) ? null : Wrong(key, value, Anchors),
        "order" => value is "strict" or "any" ? null : Wrong(key, value, ["strict", "any"]),
        "severity" => SeverityScale.Of(value).Length > 0 ? null : Wrong(key, value, SeverityScale.All),
        "role" => Words.Of(value, vocabulary) is var role && RoleTable.IsRole(role) ? null
            : ($"\"{Short(value)}\" is no role the product knows.", $"Did you mean \"{RoleTable.Nearest(role)}\"?"),
        "when" => When.Read(value, vocabulary).Problem,
        "action" or "evidence" => Actions.Problem(key.Name, value, vocabulary),
        _ => null,
    };

    private static (string Message, string Fix)? Phase(OverrideKey key, string value, Vocabulary vocabulary)
    {
        var phases = vocabulary.Sections.Select(row => row.Phase).Distinct().ToList();
        return phases.Contains(value) ? null : Wrong(key, value, phases);
    }

    private static (string Message, string Fix) Wrong(OverrideKey key, string value, IEnumerable<string> known) =>
        ($"\"{Short(value)}\" is no value for \"{key.Name}\".",
            $"Did you mean \"{Nearest.To(value.ToLowerInvariant(), known)}\"?");

    private static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "\u2026");

    private sealed record OverrideKey(string Name, string Value, ImmutableArray<string> At, bool Yields);
}
