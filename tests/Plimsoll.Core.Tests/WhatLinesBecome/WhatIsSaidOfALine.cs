using Plimsoll.Core.Guide;
using Plimsoll.Core.Tests.Guide;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>What <c>guide explain</c> and the guide page say of a line is what the engine makes of it: there is one
/// table.</summary>
public sealed class WhatIsSaidOfALine
{
    [Theory, MemberData(nameof(EveryRowOfTheTable.Rows), MemberType = typeof(EveryRowOfTheTable))]
    public void Each_row_is_told_as_it_acts(string phase, CheckKind kind, CheckMode mode, LineUse use)
    {
        var book = SomeLine.Book("deploy-production", SomeLine.Of(phase, kind, mode));
        Assert.Contains(book.FormOf(book.Find(SomeLine.Id)!), Forms(use, mode));
    }

    [Fact]
    public void A_phase_nobody_taught_is_told_by_where_it_stands()
    {
        var line = SomeLine.Of("translations", CheckKind.Step, CheckMode.Manual);
        var (late, early) = (SomeLine.Book("", line), SomeLine.Book("acceptance-criteria", line));
        Assert.Equal((CheckForm.Step, CheckForm.Gate), (late.FormOf(line), early.FormOf(line)));
        Assert.StartsWith("A gate of every release", CheckMeaning.Of(early, line), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nothing_brings_back_is_no_clock()
    {
        var line = SomeLine.Of("incident", CheckKind.Recurring, CheckMode.Manual);
        Assert.Equal(CheckForm.Duty, SomeLine.Book("", line).FormOf(line));
        Assert.Equal(CheckForm.Clock,
            SomeLine.Book("", line).FormOf(line with { Cadence = TimeSpan.FromHours(1) }));
    }

    [Fact]
    public void Every_line_of_every_guide_is_told_as_it_acts()
    {
        foreach (var file in SomeGuide.DevelopmentFiles())
        {
            var book = GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file)).Playbook;
            Assert.All(book.Checks, check => Assert.Contains(book.FormOf(check), Forms(book.UseOf(check), check.Mode)));
        }
    }

    private static CheckForm[] Forms(LineUse use, CheckMode mode) => use switch
    {
        LineUse.Gate => [CheckForm.Gate, CheckForm.SignOff],
        LineUse.StepGate => [CheckForm.StepGate, CheckForm.StepSignOff],
        LineUse.Step => [CheckForm.Step],
        LineUse.Verification => [mode == CheckMode.Manual ? CheckForm.Step : CheckForm.Verification],
        LineUse.Policy => [CheckForm.Rule],
        LineUse.Rollback => [CheckForm.Rollback, CheckForm.Decision],
        LineUse.Duty => [CheckForm.Duty, CheckForm.Decision, CheckForm.Clock],
        _ => [CheckForm.TypeRule, CheckForm.Field, CheckForm.Owner, CheckForm.Authority, CheckForm.Information],
    };
}
