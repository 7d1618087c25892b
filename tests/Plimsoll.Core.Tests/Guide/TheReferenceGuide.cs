using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class TheReferenceGuide
{
    private readonly Compilation _compilation = SomeGuide.Reference();

    private ImmutableArray<Check> Lines => [.. _compilation.Playbook.Checks.Where(check => check.Line > 0)];

    [Fact]
    public void It_compiles_to_the_golden_table_in_every_column() =>
        Assert.Equal(SomeGuide.ReferenceGolden().Rows, Golden.Of(_compilation.Playbook).Rows);

    [Fact]
    public void It_has_seven_gates_from_five_lines()
    {
        var gates = Lines.Where(check => check.Kind == CheckKind.Gate).ToList();
        Assert.Equal((7, 5), (gates.Count, gates.Select(gate => gate.Line).Distinct().Count()));
    }

    [Fact]
    public void It_has_seven_steps_from_six_lines()
    {
        var steps = Lines.Where(check => check is { Phase: "deploy", Kind: CheckKind.Step }).ToList();
        Assert.Equal((7, 6), (steps.Count, steps.Select(step => step.Line).Distinct().Count()));
    }

    [Fact]
    public void It_has_nineteen_incident_duties() =>
        Assert.Equal(19, Lines.Count(check => check.Phase.StartsWith("incident.", StringComparison.Ordinal)));

    [Fact]
    public void Items_in_are_items_out()
    {
        var playbook = _compilation.Playbook;
        Assert.Equal((43, new Outputs(34, 3, 6, 0)), (playbook.Items, playbook.Outputs));
        Assert.Equal("43 items = 34 checks + 3 information + 6 template + 0 metadata", GuideReport.Sum(playbook));
    }

    [Fact]
    public void Every_check_has_its_own_id_and_keeps_the_short_one()
    {
        var checks = _compilation.Playbook.Checks;
        Assert.Equal(checks.Length, checks.Select(check => check.Id).Distinct().Count());
        Assert.Equal(32, _compilation.Playbook.Find("action-items")?.Line);
        Assert.Equal(58, _compilation.Playbook.Find("incident.close/action-items")?.Line);
        Assert.Equal("action-items", _compilation.Playbook.Find("incident.close/action-items")?.ShortId);
    }

    [Theory]
    [InlineData("patch", "Release Manager")]
    [InlineData("minor", "Release Manager")]
    [InlineData("major", "Release Manager, Security Lead")]
    public void Its_sign_offs_are_the_houses(string type, string roles)
    {
        var signOffs = _compilation.Playbook.Checks
            .Where(check => check.Concept == "sign-off" && check.Condition!.Text.Split(',').Contains(type)).ToList();
        Assert.Equal(roles, string.Join(", ", signOffs.SelectMany(check => check.Approvers)));
        Assert.All(signOffs, check => Assert.Equal(
            (0, HouseDefaults.Origin, CheckKind.Approval, "approval", "type"),
            (check.Line, check.Origin, check.Kind, check.Phase, check.Condition!.Class)));
        Assert.All(signOffs, check => Assert.StartsWith("sign-off.", check.Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("acceptance-criteria", "PM")]
    [InlineData("prs-merged", "Developers")]
    [InlineData("security-scan", "Security Lead")]
    [InlineData("rollback-plan", "Developers")]
    [InlineData("smoke-prepared", "QA/Testing Specialist")]
    [InlineData("deploy-production", "Release Manager")]
    [InlineData("announce", "PM")]
    [InlineData("decide-mitigation", "Incident Commander")]
    public void A_line_that_names_nobody_has_the_houses_owner(string id, string owner)
    {
        var check = _compilation.Playbook.Find(id)!;
        Assert.Equal([owner], Owners.Of(check));
        Assert.Equal(HouseDefaults.Origin, Owners.OriginOf(check));
    }

    [Fact]
    public void A_line_that_names_people_keeps_them()
    {
        var team = _compilation.Playbook.Find("assemble-team")!;
        Assert.Equal(["Developers", "Release Manager", "Security Lead"], Owners.Of(team));
        Assert.Equal("guide line 42", Owners.OriginOf(team));
        Assert.Equal(["Security Lead"], team.Condition!.Only);
    }

    [Fact]
    public void What_owners_do_is_accepted_by_others_where_the_house_says_so()
    {
        Assert.Equal(["Release Manager"], Owners.ApproversOf(_compilation.Playbook.Find("rollback-plan")!));
        Assert.Equal(["Support"], Owners.ApproversOf(_compilation.Playbook.Find("announce")!));
    }

    [Fact]
    public void Evidence_is_good_as_long_as_the_house_says()
    {
        Assert.Equal(TimeSpan.FromHours(24), _compilation.Playbook.Find("security-scan")!.GoodFor);
        Assert.Equal(TimeSpan.FromMinutes(30), _compilation.Playbook.Find("backup")!.GoodFor);
        Assert.Null(_compilation.Playbook.Find("ci-green")!.GoodFor);
    }

    [Fact]
    public void It_has_no_errors_and_says_what_it_leaves_open()
    {
        var lint = _compilation.Lint.Select(lint => $"{lint.Line} {lint.Level} {lint.Code}");
        string[] expected =
        [
            "1 warn ENCODING", "6 warn LINK", "21 info COND", "22 info COND", "31 info COND", "42 info COND",
            "58 info DUPLICATE",
        ];
        Assert.Equal(expected, lint);
    }

    [Fact]
    public void The_repository_ships_its_very_bytes()
    {
        var shared = SomeGuide.SharedFolder();
        Assert.SkipWhen(shared.Length == 0, "The original is not beside this clone.");
        Assert.Equal(File.ReadAllBytes(Path.Combine(shared, SomeGuide.ReferenceName)), SomeGuide.ReferenceBytes);
    }
}
