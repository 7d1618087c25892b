using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>The guide's lines 38 to 51, each left undone while all others are done in time.</summary>
public sealed class LinesOfTheResponseLeftUndone
{
    private const string Initial = "Notify affected stakeholders with initial update";
    private const string Team = "Assemble response team (Developers, Release Manager, Security Lead if needed)";
    private const string Commander = "Notify incident commander (typically Release Manager or PM)";
    private const string Suspects = "Identify root cause or narrow down suspects";
    private const string Decide = "Decide: rollback vs. hotfix vs. workaround";
    private const string Execute = "Execute mitigation plan (rollback/hotfix)";
    private const string Verify = "Verify mitigation effectiveness";
    private const string Update = "Send status update to stakeholders (every 30 minutes minimum)";

    private static readonly string[] Reviewed = [.. Final, .. Invited, .. Assigned];

    [Theory]
    [InlineData("assess-severity", "Assess severity and impact (critical/high/medium/low)")]
    [InlineData("incident-channel", "Create incident communication channel")]
    [InlineData("record-start-and-symptoms", "Document incident start time and initial symptoms")]
    public async Task A_line_of_the_first_quarter_is_nudged_missed_escalated_and_paged_for(string line, string text)
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [(line, Never)]);

        await book.Until("08:13");
        await night.Restart();
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(2), .. UndoneInAQuarter(line, text),
            "08:40 page over", "08:40 page over", .. Reviewed]);
        Assert.True(night.Get("INC-1").Status.IsOver);
    }

    [Fact]
    public async Task Without_an_initial_update_the_first_one_sent_later_is_late()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("notify-stakeholders-initial", Never)]);

        await book.Until("08:18");
        await night.Restart();
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(1),
            .. UndoneInAQuarter("notify-stakeholders-initial", Initial),
            "08:22 page over", "08:40 page over", .. Reviewed]);
        Assert.True(night.Duty("INC-1", "notify-stakeholders-initial").WasLate);
    }

    [Fact]
    public async Task Without_a_team_nobody_is_told_to_help_and_the_commander_is_reminded()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("assemble-team", Never)]);

        await book.Until("08:16");
        await night.Restart();
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Updates(2), .. UndoneInAQuarter("assemble-team", Team),
            "08:40 page over", "08:40 page over", .. Reviewed]);
    }

    [Fact]
    public async Task Without_a_commander_whoever_was_asked_last_is_reminded_and_the_next_are_asked()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("notify-commander", Never)]);

        await book.Until("08:14");
        await night.Restart();
        await book.Until("09:10");

        // Gus answers pages: he is the last to be asked, and it is his to do from then on.
        await night.Hears([.. Opened, .. Helped, .. Updates(2),
            "08:05 offered Eli", "08:10 offered Gus", .. Mails("INC-1: You are asked to lead", "eli", "gus"),
            .. Nudged("08:12", "notify-commander", "08:15", Commander, "gus"),
            .. Missed("08:15", "notify-commander", Commander, "gus"),
            .. Escalated("08:20", "notify-commander", Commander, "gus", "ada", "eli"),
            .. Paged("08:20", "notify-commander", Commander),
            "08:40 page over", "08:40 page over", .. Reviewed]);
    }

    [Fact]
    public async Task Without_a_suspect_the_hour_ends_with_a_page()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, resolved: 80, otherwise: [("root-cause-or-suspects", Never)]);

        await book.Until("08:50");
        await night.Restart();
        await book.Until("09:50");

        await night.Hears([.. Opened, .. Helped, .. Updates(4), .. Lapsed("09:00"),
            .. UndoneInAnHour("root-cause-or-suspects", Suspects, "fay"),
            "09:20 page over", "09:20 page over", .. Reviewed]);
    }

    [Fact]
    public async Task Without_a_decision_nothing_can_be_carried_out_or_verified_either()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 80, otherwise:
            [("decide-mitigation", 77), ("execute-mitigation", 78), ("verify-mitigation", 79)]);

        await book.Until("09:10");
        await night.Restart();
        await book.Until("09:50");

        await night.Hears([.. Opened, .. Helped, .. Updates(4), .. Lapsed("09:00"),
            .. UndoneInAnHour("decide-mitigation", Decide, "fay"),
            // Who is being called for the first line at that moment is not called again for the others.
            .. ToldInAnHour("execute-mitigation", Execute, "fay"),
            .. ToldInAnHour("verify-mitigation", Verify, "chidi"),
            "09:17 page over", "09:20 page over", .. Reviewed]);
    }

    [Fact]
    public async Task A_decision_that_nobody_carries_out_cannot_be_verified_either()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 80, otherwise: [("execute-mitigation", 78), ("verify-mitigation", 79)]);

        await book.Until("08:59");
        await night.Restart();
        await book.Until("09:50");

        await night.Hears([.. Opened, .. Helped, .. Updates(4), .. Lapsed("09:00"),
            .. UndoneInAnHour("execute-mitigation", Execute, "fay"),
            .. ToldInAnHour("verify-mitigation", Verify, "chidi"),
            "09:18 page over", "09:20 page over", .. Reviewed]);
    }

    [Fact]
    public async Task A_mitigation_that_nobody_verifies_is_asked_of_the_tester_then_of_all_who_lead()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 80, otherwise: [("verify-mitigation", 79)]);

        await book.Until("09:05");
        await night.Restart();
        await book.Until("09:50");

        await night.Hears([.. Opened, .. Helped, .. Updates(4), .. Lapsed("09:00"),
            .. UndoneInAnHour("verify-mitigation", Verify, "chidi"),
            "09:19 page over", "09:20 page over", .. Reviewed]);
    }

    [Fact]
    public async Task Without_updates_one_interval_is_missed_and_two_in_a_row_page()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 80, otherwise: [("status-update", Never)]);

        await book.Until("08:40");
        await night.Restart();
        await book.Until("09:50");

        await night.Hears([.. Opened, .. Helped, .. Updates(1), .. Lapsed("09:00"),
            .. Nudged("08:28", "status-update", "08:34", Update, "fay"),
            .. Missed("08:34", "status-update", Update, "fay"),
            "09:04 missed status-update ×2",
            .. Escalated("09:04", "status-update", Update, "fay", "ada", "eli"),
            .. Paged("09:04", "status-update", Update),
            "09:20 page over", "09:20 page over", .. Reviewed]);
    }

    [Fact]
    public async Task The_timeline_is_kept_by_itself_and_asks_nobody_for_a_note()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night);

        await book.Until("08:30");
        await night.Restart();
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(2), "08:40 page over", .. Reviewed]);
        Assert.NotEmpty(night.Get("INC-1").Timeline);
    }
}
