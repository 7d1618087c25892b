using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Lines that are done by the lines below them.</summary>
internal static class Groups
{
    private static readonly Stems AnyGroup = Wording.Of("any-group");

    /// <summary>The same lines; a head becomes a group, and the lines below it know the line they stand under.
    /// </summary>
    public static ImmutableArray<CompiledLine> Of(ImmutableArray<CompiledLine> lines)
    {
        if (!lines.Any(line => line.Item.Parent >= 0))
        {
            return lines;
        }

        var below = lines.Where(line => line.Output == Output.Check && line.Item.Parent >= 0)
            .ToLookup(line => line.Item.Parent);
        var grouped = lines.ToBuilder();
        foreach (var children in below)
        {
            // As it is by now: it may be told already which group it stands in itself.
            var head = grouped[children.Key];
            if (head.Output != Output.Check || head.Checks is not [{ Kind: not CheckKind.Trigger } check])
            {
                continue;
            }

            var isGroup = IsGroup(head, check, [.. children]);
            if (isGroup) grouped[children.Key] = head with { Checks = [Group(head, check, [.. children])] };
            if (isGroup || check.Kind == CheckKind.Approval)
            {
                Tell(grouped, children.Key, lines);
            }
        }

        return grouped.ToImmutable();
    }

    /// <summary>The line numbers of heads replaced by the ids their checks were given.</summary>
    public static ImmutableArray<Check> Named(ImmutableArray<Check> checks)
    {
        if (!checks.Any(check => check.Group.Length > 0))
        {
            return checks;
        }

        var marks = checks.Where(check => check.Group.Length > 0).Select(InFile).ToHashSet(StringComparer.Ordinal);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var check in checks)
        {
            if (check.Line > 0 && MarkOf(check.File, check.Line) is var mark && marks.Contains(mark))
                ids.TryAdd(mark, check.Id);
        }

        return [.. checks.Select(check => check.Group.Length == 0 ? check
            : check with { Group = ids.GetValueOrDefault(InFile(check), "") })];
    }

    /// <summary>Stands for the id of the check that a line of a file becomes.</summary>
    public static string MarkOf(string file, int line) => $"{file}|{Mark(line)}";

    private static string InFile(Check check) =>
        check.Group.Contains('|', StringComparison.Ordinal) ? check.Group : $"{check.File}|{check.Group}";

    private static void Tell(ImmutableArray<CompiledLine>.Builder grouped, int head, ImmutableArray<CompiledLine> lines)
    {
        var mark = Mark(lines[head].Item.At.Line);
        for (var at = head + 1; at < grouped.Count && lines[at].Item.At.Line > lines[head].Item.At.Line; at++)
        {
            if (lines[at].Item.Parent == head && lines[at].Output == Output.Check)
            {
                grouped[at] = grouped[at] with
                {
                    Checks = [.. grouped[at].Checks.Select(check => check with { Group = mark })],
                };
            }
            else if (lines[at].Item.Parent < head)
            {
                break;
            }
        }
    }

    // Not a head that says something of its own, unless a line below it is the one that does it.
    private static bool IsGroup(CompiledLine head, Check check, ImmutableArray<CompiledLine> children) =>
        check.Kind != CheckKind.Approval
            && (head.Item.Text.EndsWith(':') || (head.Item.HasBox && children.Any(child => child.Item.HasBox)))
            && (check.Concept.Length == 0
                || children.Any(child => child.Checks.Any(done => done.Concept == check.Concept)));

    private static Check Group(CompiledLine head, Check check, ImmutableArray<CompiledLine> children)
    {
        var all = children.SelectMany(child => child.Checks).ToList();
        var auto = all.Count(done => done.Mode == CheckMode.Auto) * 2 > all.Count;
        var id = head.Reading.Overrides["id"] ?? NameOf(head.Reading.Suffixes.Words);
        return check with
        {
            Id = id,
            ShortId = id,
            Concept = "",
            Evidence = head.Reading.Overrides["evidence"] ?? "group",
            Mode = auto ? CheckMode.Auto : CheckMode.Semi,
            InOrder = check.InOrder || children.All(child => child.Item.Ordered),
        };
    }

    // "Post-rollback actions" is called by what comes before the word that every group could have.
    private static string NameOf(Words words)
    {
        var count = words.All.Length;
        var named = count > 1 && AnyGroup.Matches(words.Only(count - 1)) ? count - 1 : count;
        return words.Slug(Math.Min(6, named)) is { Length: > 0 } name ? name : "line";
    }

    private static string Mark(int line) => $"line {line.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
