using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Drills that would restore to a live place, or could not run.</summary>
internal static class DrillFlaws
{
    public static IEnumerable<Flaw> In(EnvironmentDefinition environment, ImmutableArray<string> at)
    {
        if (environment.Backup?.Drill is not { } drill) yield break;
        ImmutableArray<string> scratch = [.. at, "backup", "drill", "scratch"];
        if (!drill.Scratch.StartsWith('/'))
            yield return Flaw.Error(
                scratch,
                $"`{drill.Scratch}` is relative, and the host does not know to which folder.",
                "Give the full path of a folder on the first target's host.");
        foreach (var target in environment.Targets.Where(t => Holds(t.Folder, drill.Scratch)))
            yield return Flaw.Error(
                scratch,
                $"`{drill.Scratch}` lies in the folder of target {target.Name}, which is live.",
                "Use a folder outside of every target.");
        if (drill.Every <= TimeSpan.Zero)
            yield return Flaw.Error(
                [.. at, "backup", "drill", "every"],
                "`every` is too small.", "Use a time such as 90d.");
        if (drill.Timeout <= TimeSpan.Zero)
            yield return Flaw.Error(
                [.. at, "backup", "drill", "timeout"],
                "`timeout` is too small.", "The least is 1s.");
    }

    private static bool Holds(string folder, string path) =>
        $"{path.TrimEnd('/')}/".StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);
}
