using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>A checklist in a file of its own, that a line asks to be completed.</summary>
public sealed class LinkedChecklists
{
    private const string Guide = "# Ferry guide\n\n## Pre-release\n- [ ] CI is green\n"
        + "- [ ] [Harbour checklist](harbour.md) completed (QA Lead)\n\n## Deployment\n- [ ] Deploy to production\n";

    private const string Harbour = "# Harbour checklist\n\nAsk the harbour office.\n\n"
        + "## Ropes\n- [ ] Inspect the ropes\n"
        + "- [ ] Security scan has no critical findings (Security Lead)\n\n## After the release\n"
        + "- [ ] Run post-deploy verification\n\n## Related links\n- [Map](https://example.org)\n";

    [Fact]
    public void Its_items_are_checks_in_the_place_of_the_line_with_their_own_file_and_line()
    {
        var compilation = With(Guide, ("harbour.md", Harbour));
        var playbook = compilation.Playbook;
        Assert.Equal((7, new Outputs(6, 1, 0, 0)), (playbook.Items, playbook.Outputs));
        var head = playbook.Checks[1];
        var ropes = playbook.Checks[2];
        Assert.Equal(("group", ""), (head.Evidence, head.File));
        Assert.Equal(("harbour.md", 6, head.Id, "pre-release", "harbour.md line 6"),
            (ropes.File, ropes.Line, ropes.Group, ropes.Phase, ropes.Origin));
        Assert.Equal(["QA Lead"], ropes.Owners);
        Assert.Equal(["Security Lead"], playbook.Find("security-scan")!.Owners);
        Assert.Equal("verify", playbook.Find("post-deploy-verify")!.Phase);
        Assert.DoesNotContain(compilation.Lint, lint => lint.Code == "LINK");
    }

    [Fact]
    public void Only_the_part_that_is_linked_is_included() =>
        Assert.Equal(["Inspect the ropes", "Security scan has no critical findings (Security Lead)"],
            With(Guide.Replace("harbour.md", "harbour.md#ropes"), ("harbour.md", Harbour)).Playbook.Checks
                .Where(check => check.File.Length > 0).Select(check => check.Text));

    [Theory]
    [InlineData("harbour.md", "LINK", "")]
    [InlineData("harbour.md#roaps", "ANCHOR-LINK", "#ropes")]
    public void What_is_not_there_is_noticed_and_a_person_ticks_the_line(string target, string code, string fix)
    {
        var compilation = With(Guide.Replace("harbour.md", target),
            code == "LINK" ? [] : [("harbour.md", Harbour)]);
        var lint = compilation.Lint.First(lint => lint.Code == code);
        Assert.Equal(("warn", 5), (lint.Level, lint.Line));
        Assert.Contains(fix, lint.Fix, StringComparison.Ordinal);
        Assert.Equal(CheckMode.Manual, compilation.Playbook.Checks[1].Mode);
        Assert.Equal(3, compilation.Playbook.Items);
    }

    [Fact]
    public void Files_that_include_each_other_end()
    {
        var compilation = With(Guide,
            ("harbour.md", "- [ ] a b\n- [ ] [the other checklist](other.md) completed\n"),
            ("other.md", "- [ ] c d\n- [ ] [the harbour checklist](harbour.md) completed\n"));
        Assert.Equal(7, compilation.Playbook.Items);
        Assert.Contains(compilation.Lint, lint => lint is { Code: "LINK", File: "other.md", Line: 2 });
    }

    [Fact]
    public void A_link_that_only_informs_includes_nothing()
    {
        var compilation = With("## Deployment\n- [ ] Deploy to production, see [the manual](harbour.md)\n\n"
            + "## Related links\n- [Harbour checklist](harbour.md)\n", ("harbour.md", Harbour));
        Assert.Equal(2, compilation.Playbook.Items);
    }

    [Fact]
    public void The_same_line_of_two_files_is_two_lines()
    {
        var playbook = With(Guide,
            ("harbour.md", "# H\n\n\n- [ ] CI is green\n- [ ] Ropes:\n  - [ ] left\n  - [ ] right\n")).Playbook;
        Assert.Equal(["ci-green", "pre-release/ci-green"],
            playbook.Checks.Where(check => check.Concept == "ci-green").Select(check => check.Id));
        Assert.Equal("ropes", playbook.Checks.First(check => check.Text == "left").Group);
    }

    [Fact]
    public void Damaged_files_end_too()
    {
        var random = new Random(7);
        foreach (var _ in Enumerable.Range(0, 300))
        {
            var bytes = Encoding.UTF8.GetBytes(Harbour);
            foreach (var at in Enumerable.Range(0, random.Next(1, 30)))
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(1, 256);
            }

            var compilation = With(Guide, ("harbour.md", Encoding.Latin1.GetString(bytes)));
            var outputs = compilation.Playbook.Outputs;
            Assert.Equal(compilation.Playbook.Items,
                outputs.Checks + outputs.Information + outputs.Template + outputs.Metadata);
            Assert.DoesNotContain(compilation.Lint, lint => lint.Code == "LOST");
        }
    }

    private static Compilation With(string guide, params (string Name, string Text)[] files) => GuideCompiler.Compile(
        "guide.md", Encoding.UTF8.GetBytes(guide), GuideSurroundings.Nothing with
        {
            Linked = files.ToImmutableSortedDictionary(
                file => file.Name, file => Encoding.UTF8.GetBytes(file.Text), StringComparer.Ordinal),
        });
}
