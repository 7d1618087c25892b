using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>Five guides of other people, worked by hand. They are not ours to ship, so they stand beside the
/// clone.</summary>
public sealed class GoldenGuides
{
    // Decision 0016 says why of each: line, column, what is compiled.
    private static readonly ImmutableDictionary<string, (string Line, int Column, string Compiled)[]> Apart =
        new Dictionary<string, (string, int, string)[]>
        {
            ["bnurzhanov"] =
            [
                ("24", Golden.Condition, ""),
                ("52", Golden.Evidence, "notify(rollback;stakeholders,support;template@54)"),
            ],
            ["frangelGAP__2"] = [("42", Golden.Condition, "when:any step shows an anomaly")],
        }.ToImmutableDictionary();

    [Theory]
    [InlineData("NovofyDev")]
    [InlineData("bnurzhanov")]
    [InlineData("frangelGAP__2")]
    [InlineData("mv-ep__3")]
    [InlineData("tibiii__2")]
    public void A_guide_compiles_to_the_table_worked_by_hand(string name)
    {
        var shared = SomeGuide.SharedFolder();
        Assert.SkipWhen(shared.Length == 0, "The development guides are not beside this clone.");
        var guide = File.ReadAllBytes(Path.Combine(shared, "dev", "octoacme", name + ".md"));
        var expected = Golden.Read(Path.Combine(shared, "golden", name + ".tsv")).Rows.Select(row => Agreed(name, row));
        var compiled = Golden.Of(GuideCompiler.Compile(name, guide).Playbook).Rows;
        Assert.Equal(expected.OrderBy(PlaceOf), compiled.OrderBy(PlaceOf));
    }

    // The tables list what only names an owner after the lines it belongs to.
    private static (int Line, string Part) PlaceOf(string row)
    {
        var cells = row.Split('\t');
        return (int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture), cells[1]);
    }

    private static string Agreed(string name, string row)
    {
        var cells = row.Split('\t');
        foreach (var (line, column, compiled) in Apart.GetValueOrDefault(name, []))
        {
            cells[column] = cells[0] == line ? compiled : cells[column];
        }

        return string.Join('\t', cells);
    }
}
