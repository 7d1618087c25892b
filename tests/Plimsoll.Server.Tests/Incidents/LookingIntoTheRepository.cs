using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class LookingIntoTheRepository
{
    [Fact]
    public async Task A_runbook_that_changed_since_is_found_with_its_commit()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        var commit = house.Repository.Commit("docs: full disks", "docs/runbook.md");
        house.Repository.Commit("feat: something else", "app.sh");

        await house.Type("Ada", "incident runbook 1 --file docs/runbook.md --note \"how to free space\"");

        var answer = (await house.Get<IncidentDetail>("incidents/1")).Review.Runbook;
        Assert.NotNull(answer);
        Assert.Equal(("docs/runbook.md", commit, "how to free space", "Ada"),
            (answer.Path, answer.Commit, answer.Reason, answer.By));
    }

    [Fact]
    public async Task What_a_merge_brought_counts_from_the_merge()
    {
        await using var house = await IncidentHouse.Open();
        house.Repository.Commit("Sell things", "app.sh");
        house.Repository.Git("checkout", "--quiet", "-b", "words");
        house.Repository.Commit("docs: full disks", "docs/runbook.md");
        house.Clock.Advance(TimeSpan.FromMinutes(40));
        await house.Declare();
        house.Repository.Git("checkout", "--quiet", "main");
        // The repository's clock moves a minute with each command; the merge comes after the declaration.
        for (var minute = 0; minute < 15; minute++) house.Repository.Git("status");
        house.Repository.Git("merge", "--quiet", "--no-ff", "--message", "Merge words", "words");

        await house.Type("Ada", "incident runbook 1 --file docs/runbook.md");

        Assert.Equal(house.Repository.Head, (await house.Get<IncidentDetail>("incidents/1")).Review.Runbook?.Commit);
    }

    [Fact]
    public async Task One_that_changed_before_the_incident_is_no_answer()
    {
        await using var house = await IncidentHouse.Open();
        house.Repository.Commit("docs: full disks", "docs/runbook.md");
        house.Clock.Advance(TimeSpan.FromHours(2));
        await house.Declare();

        var (_, sentence) = await house.Refused(
            "Ada", "incidents/1/answer-runbooks", new RunbookBody("docs/runbook.md"));

        Assert.Contains("was last changed at 2026-01-05 10:", sentence, StringComparison.Ordinal);
        Assert.Contains("--unchanged", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/none.md", "There is no docs/none.md on main")]
    [InlineData("../secrets", "is not a file inside the repository")]
    [InlineData("/etc/passwd", "is not a file inside the repository")]
    public async Task A_file_that_is_not_there_is_said_with_the_other_way(string path, string why)
    {
        await using var house = await IncidentHouse.Open();
        house.Repository.Commit("Sell things", "app.sh");
        await house.Declare();

        var (_, sentence) = await house.Refused("Ada", "incidents/1/answer-runbooks", new RunbookBody(path));

        Assert.Contains(why, sentence, StringComparison.Ordinal);
        Assert.Contains("`plimsoll incident runbook INC-1 --unchanged \"…\"`", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_cannot_be_reached_leaves_the_other_way()
    {
        await using var house = await IncidentHouse.Open();
        await house.Describe("warehouse", "/nowhere/at/all");
        await house.Declare(service: "warehouse");

        var (_, sentence) = await house.Refused("Ada", "incidents/1/answer-runbooks", new RunbookBody("docs/a.md"));
        await house.Type("Ada", "incident runbook 1 --unchanged \"it says so already\"");

        Assert.Contains("/nowhere/at/all", sentence, StringComparison.Ordinal);
        Assert.Contains("--unchanged", sentence, StringComparison.Ordinal);
        Assert.Equal("it says so already", (await house.Get<IncidentDetail>("incidents/1")).Review.Runbook?.Reason);
    }

    [Fact]
    public async Task A_hotfix_is_a_patch_that_names_the_incident_and_is_named_by_it()
    {
        await using var house = await IncidentHouse.Open();
        house.Repository.Commit("fix: free the disk", "app.sh");
        house.Repository.Git("tag", "v1.0.1");
        await house.Declare();

        var made = await house.Type("Grace", "incident hotfix inc-1 1.0.1");

        Assert.StartsWith("storefront 1.0.1 (patch), candidate 1", made.Out, StringComparison.Ordinal);
        Assert.Equal("INC-1", (await house.Get<ReleaseDetail>("releases/storefront/1.0.1")).Fixes);
        for (var patience = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(20))
        {
            if ((await house.Get<IncidentDetail>("incidents/1")).Hotfixes is ["1.0.1"]) break;
            Assert.True(DateTime.UtcNow < patience, "The incident does not name its hotfix.");
        }
    }

    [Fact]
    public async Task A_patch_may_name_its_incident_by_number_and_an_issue_stays_as_it_is_written()
    {
        await using var house = await IncidentHouse.Open();
        house.Repository.Commit("fix: free the disk", "app.sh");
        house.Repository.Git("tag", "v1.0.1");
        house.Repository.Git("tag", "v1.0.2");
        await house.Declare();

        await house.Type("Grace", "release create storefront 1.0.1 --type patch --fixes 1");
        await house.Type("Grace", "release create storefront 1.0.2 --type patch --fixes 2");

        Assert.Equal("INC-1", (await house.Get<ReleaseDetail>("releases/storefront/1.0.1")).Fixes);
        Assert.Equal("2", (await house.Get<ReleaseDetail>("releases/storefront/1.0.2")).Fixes);
    }

    [Fact]
    public async Task No_hotfix_is_opened_for_an_incident_that_is_over()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        await house.Post("Ada", "incidents/1/cancel-incident", new ReasonBody("a drill"));

        var (_, sentence) = await house.Refused("Grace", "incidents/1/open-hotfix", new HotfixBody("1.0.1"));

        Assert.Contains("INC-1 is cancelled", sentence, StringComparison.Ordinal);
        Assert.Empty(await house.Get<ReleaseSummary[]>("releases"));
    }
}
