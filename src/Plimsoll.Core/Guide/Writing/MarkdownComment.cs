using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>The override that makes a line read as it should.</summary>
internal static class MarkdownComment
{
    public static string Of(Check wanted, Check? read) => read is null ? "" : string.Join(
        "; ", Pairs(wanted, read).Where(pair => !pair.Value.AsSpan().ContainsAny(";\n>"))
            // A key that says nothing is an error where it is read; only "skip" needs no value.
            .Where(pair => pair.Value.Length > 0 || pair.Key == "skip")
            .Select(pair => pair.Value.Length > 0 ? $"{pair.Key}={pair.Value}" : pair.Key));

    private static IEnumerable<(string Key, string Value)> Pairs(Check wanted, Check read)
    {
        if (wanted.Kind == CheckKind.Info)
        {
            yield return ("skip", "");
            yield break;
        }

        if (wanted.ShortId != read.ShortId) yield return ("id", wanted.ShortId);
        if (wanted.Phase != read.Phase) yield return ("phase", wanted.Phase);
        if (wanted.Kind != read.Kind) yield return ("kind", CheckJson.Name(wanted.Kind));
        // What the sidecar binds brings its evidence along.
        if (wanted.Evidence != read.Evidence && wanted.Bindings.IsEmpty) yield return ("evidence", wanted.Evidence);
        if (!wanted.Owners.SequenceEqual(read.Owners)) yield return ("owner", string.Join(", ", wanted.Owners));
        if (!wanted.Approvers.SequenceEqual(read.Approvers))
            yield return ("approve", string.Join(", ", wanted.Approvers));
        if (!wanted.Audience.SequenceEqual(read.Audience))
            yield return ("audience", string.Join(", ", wanted.Audience));
        if (wanted.Condition is { } condition && condition != read.Condition) yield return ("when", condition.Text);
        foreach (var pair in Times(wanted, read)) yield return pair;
    }

    private static IEnumerable<(string Key, string Value)> Times(Check wanted, Check read)
    {
        if (wanted.Due is { } due && due != read.Due)
        {
            yield return ("within", Durations.Write(due.Offset));
            if (due.Anchor != read.Due?.Anchor) yield return ("anchor", due.Anchor);
        }

        if (wanted.Cadence is { } every && every != read.Cadence) yield return ("every", Durations.Write(every));
        if (wanted.Observe is { Ticks: > 0 } watch && watch != read.Observe) yield return ("for", Durations.Write(watch));
    }
}
