using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>The same guide in other Markdown; <see cref="Mutating.WrittenAnotherWay"/> has what editors do.</summary>
public sealed class Mutations
{
    private static readonly string Original = Encoding.UTF8.GetString(SomeGuide.ReferenceBytes);

    public static TheoryData<string, string> SameLines => new()
    {
        { "lone CR", Original.Replace("\n", "\r") },
        { "title repaired", Original.Replace("\u00E2\u20AC\u201D", "\u2014") },
        { "emphasis", Regex.Replace(Original, @"(?m)^- \[ \] (\w+)", "- [ ] **$1**") },
        { "boxes drawn", Original.Replace("- [ ] ", "- \u2610 ") },
    };

    [Theory]
    [MemberData(nameof(SameLines))]
    public void It_compiles_to_the_same_table(string mutation, string text)
    {
        Assert.NotEqual(Original, text);
        var rows = Golden.Of(SomeGuide.Of(text).Playbook).Rows;
        Assert.True(SomeGuide.ReferenceGolden().Rows.SequenceEqual(rows), mutation);
    }

    [Fact]
    public void Front_matter_fences_and_comments_are_never_items()
    {
        const string Noise = "---\n- front: matter\n---\n";
        const string After = "\n```\n- [ ] in a fence\n```\n\n<!--\n- [ ] in a comment\n-->\n";
        var compilation = SomeGuide.Of(Noise + Original + After);
        Assert.Equal(43, compilation.Playbook.Items);
        Assert.Contains(compilation.Lint, lint => lint is { Code: "FENCED", Line: 74 });
        Assert.Contains(compilation.Lint, lint => lint is { Code: "COMMENTED", Line: 78 });
    }
}
