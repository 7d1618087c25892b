using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Lines that would wait for each other for ever.</summary>
internal static class Waiting
{
    private static readonly ImmutableArray<string> Walked = ["deploy", "rollout", "verify"];

    public static IEnumerable<Lint> Lint(ImmutableArray<Check> checks, Func<Check, Overrides> saidBy)
    {
        var said = Said(checks).ToList();
        if (said.Count == 0)
        {
            return [];
        }

        var stuck = Stuck(checks.Length, [.. said, .. Written(checks)]);
        return from edge in said
               where stuck[edge.Before] && stuck[edge.After]
               let says = checks[edge.Before].Blocks.Length > 0 ? checks[edge.Before] : checks[edge.After]
               let over = saidBy(says)
               select new Lint("CYCLE", "error", over.At.Line, over.At.Column,
                   $"\"{checks[edge.Before].Id}\" and \"{checks[edge.After].Id}\" would wait for each other.",
                   "Take block or when from one of the lines, or change their order.") { File = over.File };
    }

    private static IEnumerable<(int Before, int After)> Said(ImmutableArray<Check> checks)
    {
        var index = new CheckIndex(checks);
        foreach (var (at, check) in checks.Index())
        {
            if (index.PlaceOf(check.Blocks) is var later and >= 0)
            {
                yield return (at, later);
            }

            if (check.Condition is { Class: "when", Text: var text } && index.PlaceOf(text) is var earlier and >= 0)
            {
                yield return (earlier, at);
            }
        }
    }

    // Steps are walked in the order in which they are written.
    private static IEnumerable<(int Before, int After)> Written(ImmutableArray<Check> checks)
    {
        var steps = checks.Index()
            .Where(one => one.Item.Kind == CheckKind.Step && Kinds.IsIn(one.Item.Phase, Walked))
            .Select(one => one.Index).ToList();
        return steps.Zip(steps.Skip(1));
    }

    // What is left when everything that waits for nothing, and everything nothing waits for, is taken away.
    private static bool[] Stuck(int count, IReadOnlyList<(int Before, int After)> edges)
    {
        var stuck = new bool[count];
        Array.Fill(stuck, true);
        Free(stuck, edges);
        Free(stuck, [.. edges.Select(edge => (edge.After, edge.Before))]);
        return stuck;
    }

    private static void Free(bool[] stuck, IReadOnlyList<(int Before, int After)> edges)
    {
        var waits = new int[stuck.Length];
        var next = edges.ToLookup(edge => edge.Before, edge => edge.After);
        foreach (var edge in edges.Where(edge => stuck[edge.Before]))
        {
            waits[edge.After]++;
        }

        var free = new Queue<int>(Enumerable.Range(0, stuck.Length).Where(at => stuck[at] && waits[at] == 0));
        while (free.TryDequeue(out var at))
        {
            stuck[at] = false;
            foreach (var after in next[at])
            {
                if (--waits[after] == 0 && stuck[after])
                {
                    free.Enqueue(after);
                }
            }
        }
    }
}
