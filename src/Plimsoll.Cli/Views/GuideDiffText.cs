using Plimsoll.Core.Guide;

namespace Plimsoll.Cli;

/// <summary>What a revision of a guide changes: each change, then the effect in sentences.</summary>
internal static class GuideDiffText
{
    public static string Of(PlaybookDiff diff) => (diff.IsEmpty ? "" : Table.Of(
            ["line", "change", "check", "was", "is"], diff.Changes.Select(Row)) + "\n")
        + string.Join('\n', diff.Sentences);

    private static string[] Row(CheckChange change) =>
    [
        (change.Old, change.New) switch
        {
            ({ Line: > 0 and var old }, { Line: > 0 and var now }) when old != now => $"{old} -> {now}",
            (_, { Line: > 0 and var now }) => $"{now}",
            ({ Line: > 0 and var old }, null) => $"({old})",
            _ => "house",
        },
        change.Kind.ToString().ToLowerInvariant(), change.Check.Id, change.Was, change.Is,
    ];
}
