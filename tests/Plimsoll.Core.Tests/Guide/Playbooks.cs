using System.Text.Json;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Guide;

public sealed class Playbooks
{
    private static readonly Moment Now = new(DateTimeOffset.UnixEpoch, "ada");

    [Fact]
    public void A_playbook_comes_back_from_its_json_as_it_was()
    {
        var playbook = SomeGuide.Reference().Playbook;
        var json = PlaybookJson.Write(playbook);
        var back = PlaybookJson.Read(json);
        Assert.Equal(json, PlaybookJson.Write(back));
        Assert.Equal(
            playbook.Find("assemble-team")!.Condition!.Only,
                back.Find("assemble-team")!.Condition!.Only.AsEnumerable());
        Assert.Equal(playbook.Find("status-update")!.Cadence, back.Find("status-update")!.Cadence);
    }

    [Fact]
    public void What_a_line_and_its_organisation_say_beyond_the_ordinary_comes_back_too()
    {
        var plain = SomeGuide.Reference().Playbook;
        var playbook = plain with
        {
            Checks = plain.Checks.SetItem(0, plain.Checks[0] with
            {
                Due = new Due("resolved", TimeSpan.Zero, "next business day") { BusinessDays = 1 },
                CadenceBySeverity = Lengths.None.Add("critical", TimeSpan.FromHours(1)),
                DueBySeverity = Lengths.None.Add("high", TimeSpan.FromDays(1)),
                Percents = [5, 100], Group = "g", Severity = "high", Blocks = "none", WaivedBy = "PM", InOrder = true,
                File = "other.md",
            }),
            Severities = [new SeverityRule(7, "SEV1", "critical", TimeSpan.FromMinutes(15), null)],
            Settings = new GuideSettings { TimeZone = "Europe/Berlin", Holidays = [new(2026, 12, 25)] },
        };
        var json = PlaybookJson.Write(playbook);
        var back = PlaybookJson.Read(json);
        Assert.Equal(json, PlaybookJson.Write(back));
        Assert.Equal([5, 100], back.Checks[0].Percents.AsEnumerable());
        Assert.Equal(playbook.Settings.Holidays.AsEnumerable(), back.Settings.Holidays.AsEnumerable());
        Assert.Equal(playbook.Severities.AsEnumerable(), back.Severities.AsEnumerable());
    }

    [Fact]
    public void What_its_json_leaves_out_is_ordinary()
    {
        var back = PlaybookJson.Read("""
            {"guide":"g.md","guideSha256":"","hash":"","items":1,"outputs":{"checks":1},
             "checks":[{"line":1,"part":"","phase":"","kind":"info","id":"one","concept":"","evidence":"","mode":"info",
               "owners":[],"approvers":[],"audience":[],"condition":{"class":"ask","text":""},"text":"","origin":""}],
             "settings":{}}
            """);
        var ordinary = new Playbook("g.md", "", "", 1, new Outputs(1, 0, 0, 0),
        [
            new Check(1, "", "", CheckKind.Info, "one", "", "", CheckMode.Info, [], [], [], null, null,
                new Condition("ask", ""), "", ""),
        ]);
        // Every property there is, also those that come later.
        Assert.Equal(JsonSerializer.Serialize(ordinary), JsonSerializer.Serialize(back));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"checks":[null]}""")]
    public void What_has_no_checks_is_no_playbook(string json) =>
        Assert.Throws<JsonException>(() => PlaybookJson.Read(json));

    [Fact]
    public void Its_hash_is_of_its_content_without_the_hash()
    {
        var playbook = SomeGuide.Reference().Playbook;
        Assert.Equal(playbook.Hash, PlaybookJson.Seal(playbook with { Hash = "something else" }).Hash);
        Assert.NotEqual(playbook.Hash, PlaybookJson.Seal(playbook with { Items = 42 }).Hash);
        Assert.NotEqual(playbook.Hash,
            PlaybookJson.Seal(
                playbook with { Checks =
                    playbook.Checks.SetItem(0, playbook.Checks[0] with { GoodFor = TimeSpan.Zero }) }).Hash);
        Assert.Equal(playbook.Hash, SomeGuide.Reference().Playbook.Hash);
    }

    [Fact]
    public void Any_serializer_of_the_journal_keeps_it()
    {
        var playbook = SomeGuide.Reference().Playbook;
        var back = JsonSerializer.Deserialize<PlaybookApplied>(
            JsonSerializer.Serialize(new PlaybookApplied(playbook)))!;
        Assert.Equal(PlaybookJson.Write(playbook), PlaybookJson.Write(back.Playbook));
    }

    [Fact]
    public void Applying_makes_it_the_newest_and_keeps_the_older()
    {
        var (first, second) = (SomeGuide.Of("- [ ] Deploy to production"), SomeGuide.Of("- [ ] Backup taken"));
        var book = Applied(Applied(GuideBook.Empty, first), second);
        Assert.Equal(second.Playbook.Hash, book.Newest?.Hash);
        Assert.Equal(first.Playbook.Hash, book.Find(first.Playbook.Hash)?.Hash);
        Assert.Equal(first.Playbook.Hash, Applied(book, first).Newest?.Hash);
        Assert.Null(GuideBook.Empty.Newest);
    }

    [Fact]
    public void Applying_it_again_changes_nothing()
    {
        var book = Applied(GuideBook.Empty, SomeGuide.Reference());
        var ruling = new ApplyPlaybook(SomeGuide.Reference()).Decide(book, Now);
        Assert.True(ruling.Accepted);
        Assert.Empty(ruling.Events);
    }

    [Fact]
    public void A_guide_with_errors_is_not_applied()
    {
        var refusal = new ApplyPlaybook(SomeGuide.Of("# Nothing")).Decide(GuideBook.Empty, Now).Refusal;
        Assert.Equal(RefusalKind.Invalid, refusal?.Kind);
        Assert.Contains("guide.md:1:1 error EMPTY", refusal?.Reason, StringComparison.Ordinal);
    }

    private static GuideBook Applied(GuideBook book, Compilation compilation) =>
        new ApplyPlaybook(compilation).Decide(book, Now).Events
            .Aggregate(book, (state, said) => said.Apply(state, Now));
}
