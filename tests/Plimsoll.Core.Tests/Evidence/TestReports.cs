using System.Text;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Core.Tests.Evidence;

public sealed class TestReports
{
    [Fact]
    public void Tests_are_counted_through_nested_suites()
    {
        var read = Report("""
            <testsuites tests="3">
              <testsuite name="outer"><testcase name="a"/>
                <testsuite name="inner"><testcase name="b"><system-out>fine</system-out></testcase></testsuite>
              </testsuite>
              <testsuite name="other"><testcase name="c"><skipped/></testcase></testsuite>
            </testsuites>
            """);

        Assert.Equal("passed", read.Reading.Verdict);
        Assert.Equal((3, 2, 0, 1), (read.Tests, read.Passed, read.Failed, read.Skipped));
        Assert.Equal("3 tests: 2 passed, 0 failed, 1 skipped.", read.Reading.Summary);
        Assert.Empty(read.Reading.Notes);
    }

    [Theory]
    [InlineData("<failure message='no'/>")]
    [InlineData("<error/>")]
    [InlineData("<skipped/><failure/>")]
    public void One_failed_test_fails_the_report(string outcome)
    {
        var read = Report($"<testsuite><testcase classname='Cart' name='Adds'>{outcome}</testcase></testsuite>");

        Assert.Equal("failed", read.Reading.Verdict);
        Assert.Equal("1 tests: 0 passed, 1 failed, 0 skipped; first failed: Cart.Adds.", read.Reading.Summary);
    }

    [Fact]
    public void A_suite_that_broke_before_its_tests_fails_the_report() =>
        Assert.Equal("failed", Report("<testsuite name='db'><error>no database</error></testsuite>").Reading.Verdict);

    [Fact]
    public void A_failure_that_went_away_is_a_note()
    {
        var read = Report("<testsuite><testcase name='a'><flakyFailure/></testcase></testsuite>");

        Assert.Equal("passed", read.Reading.Verdict);
        Assert.Contains("went away", Assert.Single(read.Reading.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<testsuites/>")]
    [InlineData("<testsuites tests='12' failures='0'><testsuite tests='12'/></testsuites>")]
    [InlineData("<testsuite><testcase name='a'><skipped/></testcase></testsuite>")]
    [InlineData("<testsuite><testcase name='a' status='notrun'/></testsuite>")]
    public void A_report_in_which_no_test_ran_is_an_error(string text)
    {
        var read = Report(text);

        Assert.Equal("error", read.Reading.Verdict);
        Assert.Contains("No test ran", read.Reading.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_counts_tests_otherwise_is_noted_with_its_place()
    {
        var read = Report(
            "<testsuites>\n  <testsuite name='web' tests='9'><testcase name='a'/></testsuite></testsuites>");

        Assert.Equal("passed", read.Reading.Verdict);
        Assert.Equal(
            "tests.xml:2:4: The header of suite 'web' says 9 tests, 1 are there.", Assert.Single(read.Reading.Notes));
    }

    [Fact]
    public void A_header_that_knows_of_failures_that_are_not_told_is_an_error_with_its_place()
    {
        var read = Report(
            "<testsuites>\n  <testsuite name='web' errors='2'><testcase name='a'/></testsuite></testsuites>");

        Assert.Equal("error", read.Reading.Verdict);
        Assert.Equal("tests.xml:2:4: The header of suite 'web' says 2 failed, 0 are there.", read.Reading.Summary);
    }

    [Fact]
    public void A_header_that_denies_failures_does_not_hide_them() => Assert.Equal("failed", Report(
        "<testsuite tests='1' failures='0'><testcase name='a'><failure/></testcase></testsuite>").Reading.Verdict);

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("<html/>", 1, 2, "starts with <html>")]
    [InlineData("<testsuite>\n<testcase>\n</testsuite>", 3, 3, "not XML")]
    [InlineData("<testsuite>", 1, 12, "not XML")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<testsuite>&e;</testsuite>", 1, 1, "DTD")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><testsuite/>", 1, 31, "not XML")]
    public void What_is_wrong_is_shown_with_its_place(string text, int line, int column, string words)
    {
        var problem = Report(text).Reading.Problem!;

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void Endless_nesting_is_refused()
    {
        var text = string.Concat(Enumerable.Repeat("<testsuite>", 100_000));

        Assert.Contains("nested more than", Report(text).Reading.Summary, StringComparison.Ordinal);
    }

    private static JUnitVerdict Report(string text) => JUnitReader.Read("tests.xml", Encoding.UTF8.GetBytes(text));
}
