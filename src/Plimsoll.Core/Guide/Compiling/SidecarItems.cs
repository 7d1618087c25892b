using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What the sidecar says about single lines, by their ids.</summary>
internal sealed record SidecarItems(ImmutableArray<(SidecarItem Item, Overrides Over)> All)
{
    public static SidecarItems Of(GuideSidecar sidecar, Vocabulary vocabulary) =>
        new([.. sidecar.Items.Select(item => (item, Overrides.Of(item, sidecar.File, vocabulary)))]);

    /// <summary>The same lines as the sidecar wants them, and the items that are about no line.</summary>
    public (ImmutableArray<CompiledLine> Lines, ImmutableArray<Check> House, ImmutableArray<Lint> Lint) Rule(
        ImmutableArray<CompiledLine> lines, ImmutableArray<Check> house, Vocabulary vocabulary)
    {
        if (All.IsEmpty)
        {
            return (lines, house, []);
        }

        var lint = All.SelectMany(one => one.Over.Lint).ToList();
        var index = new CheckIndex([.. lines.SelectMany(line => line.Checks), .. house]);
        var (ruled, rest) = (lines.ToBuilder(), house.ToBuilder());
        var places = Places(lines);
        foreach (var (item, over) in All)
        {
            if (index.Find(item.Id) is not { } check)
            {
                lint.Add(over.Bad($"No line has the id \"{item.Id}\".",
                    $"Did you mean \"{Nearest.To(item.Id, index.Names)}\"? `plimsoll guide check` lists the ids."));
            }
            else if (Unbindable(check, over) is { } why)
            {
                lint.Add(over.Bad($"\"{item.Id}\" {why}.", "Take the key away; the line stays as it is."));
            }
            else if (places.TryGetValue(check.Id, out var place))
            {
                ruled[place.Line] = Rule(ruled[place.Line], place.Part, over);
            }
            else
            {
                var at = house.Select(one => one.Id).ToList().IndexOf(check.Id);
                rest[at] = Ruling.Rule(rest[at], over, over, "deploy", vocabulary);
            }
        }

        return (ruled.ToImmutable(), rest.ToImmutable(), [.. lint]);
    }

    // A key that would be without effect is an error.
    private static string? Unbindable(Check check, Overrides over) =>
        over["metric"] is null && over["suite"] is null ? null
        : LineUses.Of(over["phase"] ?? check.Phase, check.Kind)
            is not (LineUse.Step or LineUse.Verification or LineUse.None)
            ? "measures no deployment, so no metric and no suite can be bound to it"
        : over["suite"] is not null && (check.Evidence.Contains("deploy(", StringComparison.Ordinal)
            || check.Evidence.Contains("rollout(", StringComparison.Ordinal))
            ? "deploys, so no suite can be bound to it; bind it to the line that verifies"
        : null;

    /// <summary>What speaks of a check, when the sidecar does.</summary>
    public Overrides? About(Check check) =>
        All.LastOrDefault(one => one.Item.Id == check.Id || one.Item.Id == check.ShortId
            || one.Over["id"] == check.Id).Over;

    // A line that was made one check, or information, by its first item has no parts any more.
    private static CompiledLine Rule(CompiledLine line, int part, Overrides over) =>
        part < line.Checks.Length ? Ruling.BySidecar(line, part, over) : line;

    private static Dictionary<string, (int Line, int Part)> Places(ImmutableArray<CompiledLine> lines) =>
        (from line in lines.Index()
         from part in line.Item.Checks.Index()
         select (part.Item.Id, Place: (line.Index, part.Index))).ToDictionary(one => one.Id, one => one.Place);
}
