using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class AnyBytes
{
    [Fact]
    public void An_empty_file_has_nothing_to_do() =>
        Assert.Contains(SomeGuide.Of("").Lint, lint => lint is { Code: "EMPTY", Level: "error" });

    [Fact]
    public void Ten_megabytes_are_refused_with_the_limit_named()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("- [ ] Deploy to production\n", 400_000)));
        var compilation = GuideCompiler.Compile("big.md", bytes);
        var lint = Assert.Single(compilation.Lint);
        Assert.Equal(("SIZE", "error"), (lint.Code, lint.Level));
        Assert.Contains("1048576", lint.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (compilation.Playbook.Items, compilation.Playbook.Checks.Length));
    }

    [Fact]
    public void More_items_than_any_checklist_has_are_refused()
    {
        var compilation = SomeGuide.Of(string.Concat(Enumerable.Repeat("- a\n", GuideCompiler.MostItems + 1)));
        Assert.Contains(compilation.Lint, lint => lint is { Code: "SIZE", Level: "error" });
    }

    [Fact]
    public void A_line_no_person_wrote_is_refused_with_its_number()
    {
        var compilation = SomeGuide.Of("# Guide\n\n" + string.Concat(Enumerable.Repeat("[a](b", 100_000)));
        var lint = Assert.Single(compilation.Lint);
        Assert.Equal(("SIZE", "error", 3), (lint.Code, lint.Level, lint.Line));
    }

    [Theory]
    [InlineData("<a <b <!-- <? <![CDATA[\n")]
    [InlineData("| *a | _b | `c |\n")]
    [InlineData("[a [b *c _d\n")]
    [InlineData("a*b *c _d\n")]
    public void Marks_that_would_be_looked_for_again_and_again_are_refused_with_their_line(string line)
    {
        var compilation = SomeGuide.Of("# Guide\n\n" + string.Concat(Enumerable.Repeat(line, 15_000)));
        var lint = Assert.Single(compilation.Lint);
        Assert.Equal(("SIZE", "error", 3), (lint.Code, lint.Level, lint.Line));
    }

    [Fact]
    public void More_lines_than_any_guide_has_are_refused() =>
        Assert.Equal("SIZE",
            Assert.Single(SomeGuide.Of(string.Concat(Enumerable.Repeat("[a]: b\n", 100_000))).Lint).Code);

    [Fact]
    public void Remarks_are_bounded_and_the_rest_is_counted()
    {
        var compilation = SomeGuide.Of("## Deployment\n" + string.Concat(Enumerable.Repeat("- [x] frobnicate\n", 300)));
        Assert.Equal(51, compilation.Lint.Count(lint => lint.Code == "PRECHECKED"));
        Assert.Contains(compilation.Lint, lint => lint.Message.StartsWith("250 more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_zero_byte_is_no_text()
    {
        var lint = Assert.Single(GuideCompiler.Compile("a.md", [.. "- a\n- b"u8, 0, 1, 2]).Lint);
        Assert.Equal(("ENCODING", "error", 2, 4), (lint.Code, lint.Level, lint.Line, lint.Column));
    }

    [Theory]
    [InlineData("- ")]
    [InlineData("> ")]
    [InlineData("1. ")]
    [InlineData("*")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("(")]
    [InlineData("`")]
    [InlineData("<!--")]
    [InlineData("| a ")]
    [InlineData("**a ")]
    [InlineData("_a_ *b")]
    public void Depth_never_ends_the_process(string opening)
    {
        var deep = string.Concat(Enumerable.Repeat(opening, 600));
        var compilation = SomeGuide.Of($"## Deployment\n{deep}\n- {deep}\n");
        Assert.Equal(64, compilation.Playbook.Hash.Length);
    }

    [Fact]
    public void Lists_nested_without_end_are_an_error_or_a_playbook()
    {
        var lists = string.Concat(Enumerable.Range(0, 600).Select(depth => new string(' ', depth * 2) + "- a\n"));
        var compilation = SomeGuide.Of(lists);
        Assert.True(compilation.Playbook.Items > 0 || compilation.HasErrors);
    }

    [Theory]
    [InlineData("- [ ] Release Manager *\n")]
    [InlineData("## Plan (1-2 weeks before  incoonfirm all of it is met before deployment\n- [ ] a\n")]
    public void What_fuzzing_found_compiles(string guide) => Assert.Equal(1, SomeGuide.Of(guide).Playbook.Items);

    [Fact]
    public void People_nobody_knows_cost_little()
    {
        var rows = string.Concat(Enumerable.Repeat("| It is done | Keeper Of Dragons Lead |\n", 200));
        var before = GC.GetAllocatedBytesForCurrentThread();
        SomeGuide.Of($"## Readiness\n| Item | Owner |\n|---|---|\n{rows}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 1024 * 1024);
    }
}
