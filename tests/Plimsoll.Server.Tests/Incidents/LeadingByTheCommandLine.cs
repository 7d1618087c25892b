using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>Whoever only types what <c>incident next</c> says comes from the alarm to the closed review.</summary>
public sealed class LeadingByTheCommandLine
{
    private const int MostSteps = 40;

    [Fact]
    public async Task Typing_what_next_says_leads_from_the_alarm_to_the_closed_review()
    {
        await using var house = await IncidentHouse.Open();
        await house.Type("Grace", "incident declare \"Checkout fails\" --severity high --service storefront");
        List<string> typed = [];

        while (await Next(house) is { } command && typed.Count < MostSteps)
        {
            // Nothing is left but to let the meeting come.
            if (command.Contains("--held", StringComparison.Ordinal))
            {
                house.Clock.Advance(TimeSpan.FromHours(20));
                continue;
            }
            typed.Add(command);
            await house.Type("Grace", Filled(command)["plimsoll ".Length..]);
            house.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var incident = await house.Get<IncidentDetail>("incidents/1");
        Assert.True(incident.Summary.Status == "closed", string.Join('\n', typed));
        Assert.Equal(["workaround"], incident.Decisions.Select(d => d.Remedy));
        Assert.All(incident.Duties, duty => Assert.Equal("done", duty.State));
        Assert.All(incident.Review.Actions, item => Assert.NotNull(item.DoneAt));
        Assert.DoesNotContain(incident.Duties, duty => duty.Late);
        Assert.NotNull(incident.Channel);
        Assert.Equal("https://example.test/talk", incident.Channel.Archive);
        Assert.Equal(2, incident.Updates.Length);
        Assert.Contains("Because", await house.Text("incidents/1/review"), StringComparison.Ordinal);
        Assert.Equal(typed.Count, typed.Distinct().Count());
    }

    [Fact]
    public async Task Next_prints_what_is_late_first_with_who_and_what_to_type()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        await house.Type("Grace", "incident lead 1");
        house.Clock.Advance(TimeSpan.FromMinutes(26));

        var said = await house.Type("Grace", "incident next 1");

        var lines = said.Out.Split('\n');
        Assert.Equal("INC-1 Checkout fails (high, investigating)", lines[0]);
        Assert.StartsWith("11 min late! Assess severity and impact", lines[2], StringComparison.Ordinal);
        var line = (await house.Get<IncidentDetail>("incidents/1")).Duties[0].Line;
        Assert.EndsWith($"(guide line {line})", lines[2], StringComparison.Ordinal);
        Assert.Equal("    Grace", lines[3]);
        Assert.Equal("    plimsoll incident assess INC-1 --severity high --impact \"…\"", lines[4]);
        Assert.Contains("\nin 4 min: Send status update to stakeholders", said.Out, StringComparison.Ordinal);
        Assert.True(said.Out.LastIndexOf(" late!", StringComparison.Ordinal)
            < said.Out.IndexOf("in 4 min:", StringComparison.Ordinal), said.Out);
        Assert.Equal("Next: plimsoll incident assess INC-1 --severity high --impact \"…\"\n", said.Err);
    }

    [Fact]
    public async Task What_cannot_be_done_yet_is_offered_as_what_comes_before_it()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        house.Clock.Advance(TimeSpan.FromMinutes(62));

        var next = await house.Get<NextView>("incidents/1/next");

        var verify = Assert.Single(next.Due, s => s.Sentence == "Verify mitigation effectiveness");
        Assert.Equal(("overdue", "2 min late"), (verify.State, verify.DueWords));
        Assert.Equal(next.Life?.Command, verify.Command);
        Assert.StartsWith("plimsoll incident decide INC-1 ", verify.Command, StringComparison.Ordinal);
        Assert.DoesNotContain(next.Due, s => s.Sentence == "Confirm full service restoration");
    }

    [Fact]
    public async Task An_update_just_sent_is_no_longer_what_is_next_until_it_is_soon_due()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        await house.Post("Ada", "incidents/1/send-update", new UpdateBody("We look into it."));

        Assert.Equal("kept", (await Cadence(house)).State);
        house.Clock.Advance(TimeSpan.FromMinutes(26));
        Assert.Equal(("open", "in 4 min"), ((await Cadence(house)).State, (await Cadence(house)).DueWords));
    }

    private static async Task<NextStepView> Cadence(IncidentHouse house) => Assert.Single(
        (await house.Get<NextView>("incidents/1/next")).Due,
        s => s.Sentence.StartsWith("Send status update", StringComparison.Ordinal));

    private static async Task<string?> Next(IncidentHouse house)
    {
        var said = await house.Type("Grace", "incident next 1");
        var command = said.Err.Split('\n')[0]["Next: ".Length..];
        return command == "plimsoll incident review INC-1" ? null : command;
    }

    private static string Filled(string command) => command
        .Replace("rollback --reason", "workaround --reason", StringComparison.Ordinal)
        .Replace("--file PATH", "--unchanged \"it is right\"", StringComparison.Ordinal)
        .Replace("ADDRESS", "https://example.test/talk", StringComparison.Ordinal)
        .Replace("PERSON", "Ben", StringComparison.Ordinal)
        .Replace("--started TIME", "--started -5m", StringComparison.Ordinal)
        .Replace("--at TIME", "--at +20h", StringComparison.Ordinal)
        .Replace("DATE", "7d", StringComparison.Ordinal)
        .Replace("…", "Because it is so", StringComparison.Ordinal);
}
