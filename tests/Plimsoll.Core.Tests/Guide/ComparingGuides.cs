using System.Text.Json;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class ComparingGuides
{
    private const string Start =
        """
        # Guide
        ## Pre-release requirements
        - CI green
        - Release notes drafted
        ## Deployment
        - [ ] Backup taken (if needed)
        - [ ] Deploy to staging
        - [ ] Feed the hungry dragons
        - [ ] Deploy to production
        ## Incident response
        - [ ] Send status update (every 30 minutes)
        - [ ] Restart it within 15 minutes

        """;

    [Theory]
    [InlineData("- CI green", "- CI green - QA Lead", ChangeKind.Reowned)]
    [InlineData("within 15 minutes", "within 20 minutes", ChangeKind.Retimed)]
    [InlineData("every 30 minutes", "every 60 minutes", ChangeKind.Retimed)]
    [InlineData("(if needed)", "(required for major)", ChangeKind.Reconditioned)]
    [InlineData("(if needed)", "", ChangeKind.Reconditioned)]
    [InlineData("- CI green", "- CI green and threat model reviewed", ChangeKind.Remoded)]
    [InlineData("Feed the hungry dragons", "Feed the hungry old dragons", ChangeKind.Renamed)]
    [InlineData("Feed the hungry dragons", "Water the plants", ChangeKind.Renamed)]
    [InlineData("Backup taken", "Snapshot of all databases", ChangeKind.Reworded)]
    public void An_edit_of_a_line_is_that_change_and_no_other_line(string from, string to, ChangeKind kind)
    {
        var diff = Diff(Start.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(diff.Changes, change => change.Kind == kind);
        Assert.DoesNotContain(diff.Changes, change => change.Kind is ChangeKind.Added or ChangeKind.Removed);
        Assert.Single(diff.Changes.Select(change => change.New!.Line).Distinct());
    }

    [Fact]
    public void Where_a_line_stands_is_no_change()
    {
        var diff = Diff(Start.Replace("# Guide", "# Guide\n\nSome words.\n", StringComparison.Ordinal)
            .Replace("- CI green\n- Release notes drafted", "- Release notes drafted\n- CI green",
                StringComparison.Ordinal));
        Assert.Empty(diff.Changes);
        Assert.Equal(["This changes nothing that a release or an incident does."], diff.Sentences.AsEnumerable());
    }

    [Theory]
    [InlineData("- CI green", "- CI green\n- Threat model reviewed (required for major)",
        "This adds one gate to major releases.", "Nothing changes for patch and minor releases.")]
    [InlineData("- CI green\n", "", "This removes one gate from every release.")]
    [InlineData("- [ ] Deploy to staging", "- [ ] Deploy to staging\n- [ ] Security Lead approval",
        "This adds one sign-off to every release.")]
    [InlineData("## Incident response", "## Incident response\n- [ ] Calm down\n- [ ] Assess severity",
        "This adds two duties to every incident.")]
    public void The_effect_is_a_sentence(string from, string to, params string[] sentences) =>
        Assert.Equal(sentences, Diff(Start.Replace(from, to, StringComparison.Ordinal)).Sentences);

    [Fact]
    public void A_line_that_went_and_another_that_came_are_not_one()
    {
        var diff = Diff(Start.Replace("- [ ] Deploy to staging\n", "", StringComparison.Ordinal)
            .Replace("- CI green", "- CI green\n- Accessibility reviewed", StringComparison.Ordinal));
        Assert.Equal([ChangeKind.Added, ChangeKind.Removed], diff.Changes.Select(change => change.Kind).Order());
    }

    [Fact]
    public void The_json_has_the_changes_and_the_sentences()
    {
        using var json = JsonDocument.Parse(PlaybookDiffJson.Write(
            Diff(Start.Replace("every 30 minutes", "every 60 minutes", StringComparison.Ordinal))));
        Assert.Equal("This changes the time of one line.", json.RootElement.GetProperty("summary")[0].GetString());
        var change = json.RootElement.GetProperty("changes").EnumerateArray()
            .First(one => one.GetProperty("change").GetString() == "retimed");
        Assert.Equal(
            ("every 30m (max gap)", "every 1h (max gap)"),
            (change.GetProperty("was").GetString(), change.GetProperty("is").GetString()));
    }

    [Fact]
    public void What_the_sidecar_sets_is_told_as_well()
    {
        var before = SomeGuide.Of(Start).Playbook;
        var after = before with
        {
            Settings = before.Settings with
            {
                TimeZone = "Europe/Paris", Properties = [new PropertyRule("UI", ["ui"], ["web/**"])],
            },
        };

        var diff = PlaybookDiff.Of(before, after);

        Assert.False(diff.IsEmpty);
        Assert.Equal(
            [
                "This changes the zone in which days begin from UTC to Europe/Paris.",
                "This changes what answers \"UI\" from a person to the label ui or files of web/**.",
            ], diff.Sentences.AsEnumerable());
    }

    [Fact]
    public void What_a_severity_asks_is_told_as_well()
    {
        const string Table = Start + "## Severity\n| Severity | Response time | Update cadence |\n|---|---|---|\n"
            + "| SEV1 (critical) | 15 minutes | every 30 minutes |\n| SEV2 (high) | 1 hour | every 2 hours |\n";
        var diff = PlaybookDiff.Of(SomeGuide.Of(Table).Playbook,
            SomeGuide.Of(Table.Replace("| 15 minutes | every 30 ", "| 8 hours | every 300 ", StringComparison.Ordinal)).Playbook);
        Assert.Equal(["This changes what SEV1 (critical) asks from critical, a response within 15m, an update every 30m to "
            + "critical, a response within 8h, an update every 5h."], diff.Sentences.AsEnumerable());
    }

    [Fact]
    public void And_what_a_line_asks_in_any_other_way()
    {
        var line = SomeGuide.Of("## Pre-release\n- [ ] Design approved by PM and QA Lead\n").Playbook;
        Assert.Contains("This changes who does one line.", PlaybookDiff.Of(
            line, SomeGuide.Of("## Pre-release\n- [ ] Design approved by PM or QA Lead\n").Playbook).Sentences);
        foreach (var change in (Func<Check, Check>[])
        [
            check => check with { AnyApprover = true }, check => check with { Concept = "ci-green" },
            check => check with { Condition = new Condition("type", "major") { Advised = "minor" } },
            check => check with { Cadence = TimeSpan.FromHours(2), Observe = TimeSpan.FromHours(1) },
        ])
        {
            Check Timed(Check check) => check with { Cadence = TimeSpan.FromHours(2), Condition = new Condition("type", "major") };
            Assert.False(PlaybookDiff.Of(With(line, Timed), With(line, check => change(Timed(check)))).IsEmpty);
        }

        static Playbook With(Playbook book, Func<Check, Check> change) => book with { Checks = [.. book.Checks.Select(change)] };
    }

    [Fact]
    public void Beside_what_holds_for_every_release_nothing_is_said_to_stay_for_some()
    {
        var after = SomeGuide.Of(Start.Replace("- CI green", "- CI green\n- Threat model reviewed (required for major)",
            StringComparison.Ordinal)).Playbook;
        Assert.DoesNotContain("Nothing changes", string.Join(' ', PlaybookDiff.Of(SomeGuide.Of(Start).Playbook, after with
        {
            Settings = after.Settings with { Properties = [new PropertyRule("UI", ["ui"], ["web/**"])] },
        }).Sentences), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UI", "if the UI changes", true)]
    [InlineData("schema", "if schemas change", true)]
    [InlineData("prod", "if the product changes", false)]
    [InlineData("schema", "if the schematic changes", false)]
    public void A_rule_answers_conditions_by_whole_words(string says, string text, bool answers) =>
        Assert.Equal(answers, new PropertyRule(says, ["x"], []).IsAbout(new Condition("property", text)));

    [Fact]
    public void A_guide_and_itself_do_not_differ()
    {
        foreach (var file in SomeGuide.DevelopmentFiles().Take(60))
        {
            var playbook = GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file)).Playbook;
            Assert.Empty(PlaybookDiff.Of(playbook, playbook).Changes);
        }
    }

    private static PlaybookDiff Diff(string after) =>
        PlaybookDiff.Of(SomeGuide.Of(Start).Playbook, SomeGuide.Of(after).Playbook);
}
