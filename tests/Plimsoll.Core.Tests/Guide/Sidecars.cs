using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>What an organisation writes beside its guide.</summary>
public sealed class Sidecars
{
    private const string Guide = "# Ferry guide\n\n## Deployment\n- [ ] Backup taken (QA Lead)\n"
        + "- [ ] Feed the gulls <!-- plimsoll: owner=DevOps; within=1h -->\n- [ ] Deploy to production\n";

    [Fact]
    public void It_speaks_after_the_words_and_the_comments_of_a_line()
    {
        var compilation = With("""
            items:
              backup: {owner: [DevOps, PM], metric: rows, waive: Tech Lead}
              feed-the-gulls:
                within: 30m
                block: production
                suite: gulls
            """);
        Assert.DoesNotContain(compilation.Lint, lint => lint.Level == "error");
        var (backup, fed) = (compilation.Playbook.Find("backup")!, compilation.Playbook.Find("feed-the-gulls")!);
        Assert.Equal(["DevOps", "PM"], backup.Owners);
        Assert.Equal(("rows", "Tech Lead"), (backup.Bindings["metric"], backup.WaivedBy));
        Assert.Equal((TimeSpan.FromMinutes(30), "deploy-production", "gulls", "suite.run(gulls)", CheckMode.Semi),
            (fed.Due?.Offset, fed.Blocks, fed.Bindings["suite"], fed.Evidence, fed.Mode));
        Assert.Equal(["DevOps"], fed.Owners);
    }

    [Theory, InlineData("threshold"), InlineData("channel")]
    public void A_key_without_effect_is_unknown(string key) => Assert.Contains(
        With($"items: {{backup: {{{key}: x}}}}\n").Lint, lint => lint is { Code: "KEY", Level: "error" });

    [Fact]
    public void What_measures_no_deployment_is_not_bound() => Assert.Contains(
        With("items: {gulls-counted: {metric: gulls}}\n", "## Pre-release\n- [ ] Gulls counted\n").Lint,
        lint => lint.Level == "error" && lint.Message.Contains("measures no deployment", StringComparison.Ordinal));

    [Fact]
    public void It_makes_a_line_information_and_keeps_the_sum() =>
        Assert.Equal(new Outputs(2, 1, 0, 0), With("items: {backup: {skip: yes}}\n").Playbook.Outputs);

    [Fact]
    public void A_guide_without_one_compiles_to_the_same_as_with_an_empty_one() =>
        Assert.Equal(SomeGuide.Of(Guide).Playbook.Hash, With("# nothing yet\n").Playbook.Hash);

    [Fact]
    public void What_it_says_is_part_of_the_playbooks_hash() =>
        Assert.NotEqual(SomeGuide.Of(Guide).Playbook.Hash, With("retrospective: booked\n").Playbook.Hash);

    [Fact]
    public void It_says_what_answers_conditions_on_the_change()
    {
        var said = With("conditions: {database migration: {labels: db, paths: [db/**, src/*.sql]}}\n").Playbook;
        var rule = Assert.Single(said.Settings.Properties);
        Assert.Equal(("database migration", "db", "db/** src/*.sql"),
            (rule.Says, Assert.Single(rule.Labels), string.Join(' ', rule.Paths)));
        Assert.Contains("\"database migration\": {labels: [\"db\"]", SidecarText.Of(said), StringComparison.Ordinal);
        Assert.NotEqual(SomeGuide.Of(Guide).Playbook.Hash, said.Hash);
    }

    [Fact]
    public void It_sets_the_clocks_of_the_review()
    {
        var said = With("defaults: {due: {final-update: 30m}}\n").Playbook;
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromDays(7)),
            (said.Settings.FinalUpdateWithin, said.Settings.ReviewWithin));
        Assert.Equal(said.Settings.FinalUpdateWithin, PlaybookJson.Read(PlaybookJson.Write(said)).Settings.FinalUpdateWithin);
        Assert.Equal(said.Hash, With(SidecarText.Of(said)).Playbook.Hash);
    }

    [Fact]
    public void It_sets_the_calendar_and_how_the_guide_is_changed()
    {
        var settings = With("""
            calendar:
              time-zone: Europe/Berlin
              work-days: [monday, tuesday, wednesday, thursday]
              holidays: [2026-12-25, 2026-12-24]
            retrospective: booked
            changes: second-person
            """).Playbook.Settings;
        Assert.Equal(("Europe/Berlin", 4, new DateOnly(2026, 12, 24), true, true),
            (settings.TimeZone, settings.WorkDays.Length, settings.Holidays[0], settings.RetrospectiveBooked,
                settings.ChangeNeedsSecondPerson));
    }

    [Fact]
    public void An_organisations_own_titles_are_roles_the_product_knows()
    {
        var compilation = With("roles: {Harbour Master: Release Manager, Gull Whisperer: Gull Whisperer}\n",
            "## Deployment\n- [ ] Backup taken (Harbour Master)\n- [ ] Feed the gulls - Gull Whisperer\n"
            + "- [ ] Deploy to production\n");
        Assert.Equal(["Release Manager"], compilation.Playbook.Checks[0].Owners);
        Assert.Equal(["Gull Whisperer"], compilation.Playbook.Checks[1].Owners);
        Assert.DoesNotContain(compilation.Lint, lint => lint.Code == "ROLE");
    }

    [Fact]
    public void It_teaches_concepts_sections_and_audiences()
    {
        var playbook = With("""
            concepts:
              - {concept: gulls-fed, phases: [deploy], mode: semi, evidence: doc.attached, stems: feed gull}
            sections:
              - {phase: deploy, use: items, stems: cast_off}
            audiences:
              - {audience: passengers, stems: passenger}
            """, "## Cast off\n- [ ] Feed the gulls\n- [ ] Announce the release to passengers\n").Playbook;
        Assert.Equal(("gulls-fed", CheckMode.Semi, "deploy"),
            (playbook.Checks[0].Concept, playbook.Checks[0].Mode, playbook.Checks[0].Phase));
        Assert.Equal(["passengers"], playbook.Checks[1].Audience);
    }

    [Fact]
    public void Its_defaults_stand_in_place_of_the_houses()
    {
        var playbook = With("""
            defaults:
              owner: {deploy-production: [DevOps]}
              sign-off: {major: [PM]}
              good-for: {backup: 10m}
            """).Playbook;
        Assert.Equal(["DevOps"], Owners.Of(playbook.Find("deploy-production")!));
        Assert.Equal(TimeSpan.FromMinutes(10), playbook.Find("backup")!.GoodFor);
        Assert.Equal(["sign-off.pm"], playbook.Checks.Where(check => check.Concept == "sign-off").Select(c => c.Id));
    }

    [Fact]
    public void Its_severities_are_the_playbooks()
    {
        var scale = With("severities: {SEV1: {response: 15m, updates: 30m}, Hull breach: {severity: critical}}\n")
            .Playbook.Severities;
        Assert.Equal(("SEV1", "critical", TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30)),
            (scale[0].Name, scale[0].Severity, scale[0].Response, scale[0].Cadence));
    }

    [Theory]
    [InlineData("item: {}\n", 1, 1, "items")]
    [InlineData("items:\n  backup: {ownr: PM}\n", 2, 12, "owner")]
    [InlineData("items:\n  backup:\n    within: soon\n", 3, 5, "15m")]
    [InlineData("items:\n  bakup: {owner: PM}\n", 2, 3, "backup")]
    [InlineData("items:\n  backup: {block: prodution}\n", 2, 3, "production")]
    [InlineData("calendar: {time-zone: Mars}\n", 1, 23, "Europe/Berlin")]
    [InlineData("calendar: {holidays: [25.12.2026]}\n", 1, 23, "2026-12-24")]
    [InlineData("concepts:\n  - {concept: x, mode: atuo, stems: a}\n", 2, 24, "auto")]
    [InlineData("concepts:\n  - {concept: x}\n", 2, 5, "stems")]
    [InlineData("severities: {Oops: {response: 15m}}\n", 1, 14, "critical")]
    [InlineData("retrospective: hld\n", 1, 16, "held")]
    [InlineData("items: [\n", 2, 1, "brackets")]
    [InlineData("\u0001\n", 1, 1, "UTF-8")]
    public void What_it_cannot_say_is_an_error_with_its_place_and_the_nearest(
        string sidecar, int line, int column, string fix)
    {
        var lint = With(sidecar).Lint.First(lint => lint.Level == "error");
        Assert.Equal(("guide.plimsoll.yaml", line, column), (lint.File, lint.Line, lint.Column));
        Assert.Contains(fix, $"{lint.Message} {lint.Fix}", StringComparison.Ordinal);
    }

    [Fact]
    public void Its_own_id_may_not_be_taken() =>
        Assert.Contains(With("items: {backup: {id: deploy-production}}\n").Lint, lint => lint.Code == "DUP-ID");

    [Fact]
    public void Any_bytes_are_a_sidecar_or_an_error()
    {
        var seed = Encoding.UTF8.GetBytes("""
            items:
              backup: {owner: [DevOps, PM], when: "type>=minor", run: deploy(staging), id: x}
            roles: {Harbour Master: Release Manager}
            concepts:
              - {concept: gulls, phases: [deploy], stems: "^feed gull/bird !owl | ~x_y$"}
            calendar: {holidays: [2026-12-25]}
            severities: {SEV1: {response: 15m}}
            """);
        var random = new Random(20261128);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = (byte[])seed.Clone();
            for (var change = random.Next(1, 20); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = round % 2 == 0 ? (byte)random.Next(256)
                    : (byte)"{}[]:,-|^!~_/$ \n'\"#&*"[random.Next(21)];
            }

            var read = GuideSidecarReader.Read("guide.plimsoll.yaml", bytes);
            var compiled = GuideCompiler.Compile("guide.md", Encoding.UTF8.GetBytes(Guide),
                GuideSurroundings.Nothing with { Sidecar = read });
            Assert.Equal(3, compiled.Playbook.Items);
        }
    }

    [Fact]
    public void One_that_is_too_long_or_too_deep_is_refused()
    {
        Assert.Contains(With(new string('#', 1_000_001)).Lint, lint => lint is { File.Length: > 0, Level: "error" });
        Assert.Contains(With("items: " + new string('[', 500)).Lint,
            lint => lint is { File.Length: > 0, Level: "error" });
    }

    private static Compilation With(string sidecar, string guide = Guide) => GuideSources.Compile(new ApplyGuide(
        "guide.md", Encoding.UTF8.GetBytes(guide),
        new NamedFile("guide.plimsoll.yaml", Encoding.UTF8.GetBytes(sidecar))));
}
