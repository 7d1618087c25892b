using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>The server was down; what it missed is on record, and only the highest rung is told.</summary>
public sealed class AfterAGap
{
    private const string Channel = "Create incident communication channel";

    [Fact]
    public async Task Of_the_steps_of_a_page_only_the_newest_is_taken_and_then_all()
    {
        await using var night = await Night.Called();

        await night.Down(TimeSpan.FromMinutes(12));
        await night.Until("08:17");

        await night.Hears([.. Called, .. Page("08:12", "Chidi"), "08:17 unanswered",
            .. Page("08:17", "Ada", "Ben", "Chidi")]);
    }

    [Fact]
    public async Task After_all_steps_everybody_is_called_at_once_and_every_five_minutes_from_then()
    {
        await using var night = await Night.Called();

        await night.Down(TimeSpan.FromHours(2));
        await night.Until("10:05");

        await night.Hears([.. Called, "10:00 unanswered", .. Page("10:00", "Ada", "Ben", "Chidi"),
            .. Page("10:05", "Ada", "Ben", "Chidi")]);
    }

    [Fact]
    public async Task A_line_that_became_due_is_missed_without_a_nudge_before()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("incident-channel", Never)]);
        await book.Until("08:11");

        await night.Down(TimeSpan.FromMinutes(5));
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(2),
            .. Missed("08:16", "incident-channel", Channel, "fay"),
            .. Escalated("08:20", "incident-channel", Channel, "fay", "ada", "eli"),
            .. Paged("08:20", "incident-channel", Channel),
            "08:40 page over", "08:40 page over", .. Final, .. Invited, .. Assigned]);
    }

    [Fact]
    public async Task A_line_past_its_last_rung_is_escalated_and_its_miss_tells_nobody()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("incident-channel", Never)]);
        await book.Until("08:11");

        await night.Down(TimeSpan.FromMinutes(14));
        await night.Acknowledge("Gus");
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(2), "08:25 missed incident-channel",
            .. Escalated("08:25", "incident-channel", Channel, "fay", "ada", "eli"),
            .. Paged("08:25", "incident-channel", Channel),
            "08:40 page over", "08:40 page over", .. Final, .. Invited, .. Assigned]);
    }

    [Fact]
    public async Task Two_days_down_with_nothing_done_tell_each_line_once()
    {
        await using var night = await Night.Fall();
        await night.Declare(severity: Severity.Medium);

        await night.Down(TimeSpan.FromDays(2));

        // 48 hours are 96 intervals of 30 minutes; Eli has no address, so Ada reads what is his.
        await night.Hears([.. Called, .. Undone.SelectMany(u => (string[])[
                $"4 Mar 08:00 missed {u.Line}{(u.Line == "status-update" ? " ×96" : "")}",
                .. Escalated("4 Mar 08:00", u.Line, u.Text, u.Who)]),
            "4 Mar 08:00 offered Eli", Mail("ada", "INC-1: You are asked to lead"),
            "4 Mar 08:00 unanswered", .. Page("4 Mar 08:00", "Ada", "Ben", "Chidi")]);
    }

    [Fact]
    public async Task Three_days_down_after_the_resolution_tell_what_was_due_by_then_and_not_what_has_a_week()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("final-update", Never), ("retro-scheduled", Never),
            ("timeline-and-rca", Never), ("action-items", Never), ("runbooks-updated", Never),
            ("close-and-archive", Never)]);
        await book.Until("08:45");

        await night.Down(TimeSpan.FromDays(3));
        await night.Until("6 Mar 08:45");

        await night.Hears([.. Opened, .. Helped, .. Updates(2), "08:40 page over",
            "5 Mar 08:45 missed final-update", "5 Mar 08:45 missed retro-scheduled",
            .. Escalated("5 Mar 08:45", "final-update", "Send final status update to stakeholders",
                "fay", "ada", "eli"),
            .. Escalated("5 Mar 08:45", "retro-scheduled", "Schedule post-incident retrospective (within 48 hours)",
                "fay", "ada", "eli")]);
    }

    private static (string Line, string Text, string[] Who)[] Undone =>
    [
        ("assess-severity", "Assess severity and impact (critical/high/medium/low)", ["ada"]),
        ("notify-commander", "Notify incident commander (typically Release Manager or PM)", ["ada"]),
        ("incident-channel", Channel, ["ada"]),
        ("notify-stakeholders-initial", "Notify affected stakeholders with initial update", ["ada"]),
        ("assemble-team", "Assemble response team (Developers, Release Manager, Security Lead if needed)", ["ada"]),
        ("record-start-and-symptoms", "Document incident start time and initial symptoms", ["ada"]),
        ("root-cause-or-suspects", "Identify root cause or narrow down suspects", ["ada"]),
        ("decide-mitigation", "Decide: rollback vs. hotfix vs. workaround", ["ada"]),
        ("execute-mitigation", "Execute mitigation plan (rollback/hotfix)", ["ada"]),
        ("verify-mitigation", "Verify mitigation effectiveness", ["chidi", "ada"]),
        ("status-update", "Send status update to stakeholders (every 30 minutes minimum)", ["ada"]),
    ];
}
