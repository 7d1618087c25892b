using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>The guide's lines 54 to 60, each left undone while all others are done in time.</summary>
public sealed class LinesOfTheReviewLeftUndone
{
    private const string Update = "Send final status update to stakeholders";
    private const string Meeting = "Schedule post-incident retrospective (within 48 hours)";
    private const string Cause = "Document timeline and root cause analysis";
    private const string Actions = "Create action items to prevent recurrence";
    private const string Runbooks = "Update runbooks based on learnings";
    private const string Close = "Close incident and archive communication channel";

    private static readonly string[] Response = [.. Opened, .. Helped, .. Updates(2), "08:40 page over"];

    [Fact]
    public async Task Confirming_that_service_is_restored_has_no_clock_of_its_own()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, resolved: 115);

        await book.Until("09:15");
        await night.Restart();
        await book.Until("10:25");

        // What goes on is the call that lapsed after an hour, and the updates.
        await night.Hears([.. Opened, .. Helped, .. Updates(6), .. Lapsed("09:00"), "09:55 page over",
            .. Final, .. Invited, .. Assigned]);
    }

    [Fact]
    public async Task A_final_update_is_due_an_hour_after_the_resolution_and_pages_nobody()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("final-update", 118), ("close-and-archive", 120)]);

        await book.Until("09:30");
        await night.Restart();
        await book.Until("10:10");

        await night.Hears([.. Response, .. Invited, .. Assigned, .. Final,
            .. Nudged("09:28", "final-update", "09:40", Update, "fay"),
            .. Missed("09:40", "final-update", Update, "fay"),
            .. Escalated("09:55", "final-update", Update, "fay", "ada", "eli")]);
    }

    [Fact]
    public async Task A_retrospective_is_due_two_days_after_the_resolution_and_is_left_out_only_with_a_reason()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("retro-scheduled", Never), ("close-and-archive", Never)]);
        await book.Until("09:10");

        await night.Until("3 Mar 23:04");
        await night.Restart();
        await night.Until("4 Mar 08:40");
        await night.Until("4 Mar 20:40");
        await night.Refused("Fay", "INC-1", new CloseIncident());
        await night.Do("Ada", "INC-1", new WaiveDuty("retro-scheduled", "everybody concerned has left"));
        await night.Do("Fay", "INC-1", new CloseIncident());
        await night.Leap(TimeSpan.FromDays(8));

        await night.Hears([.. Response, .. Final, .. Assigned,
            .. Nudged("3 Mar 23:04", "retro-scheduled", "2026-03-04 08:40", Meeting, "fay"),
            .. Missed("4 Mar 08:40", "retro-scheduled", Meeting, "fay"),
            .. Escalated("4 Mar 20:40", "retro-scheduled", Meeting, "fay", "ada", "eli")]);
    }

    [Fact]
    public async Task Without_a_root_cause_the_incident_cannot_be_closed_either()
    {
        await using var night = await Night.Fall(Crew);
        await AWeekWithout(night, "timeline-and-rca");

        await night.Hears([.. Response, .. Final, .. Invited, .. Assigned,
            .. UndoneInAWeek("timeline-and-rca", Cause, "fay"), .. UndoneInAWeek("close-and-archive", Close, "fay")]);
        await night.Do("Ben", "INC-1", new EditReview(Sections.RootCause, "A full disk", 0));
        await Closed(night);
    }

    [Fact]
    public async Task Without_action_items_the_incident_cannot_be_closed_either()
    {
        await using var night = await Night.Fall(Crew);
        await AWeekWithout(night, "action-items");

        await night.Hears([.. Response, .. Final, .. Invited,
            .. UndoneInAWeek("incident.close/action-items", Actions, "fay"),
            .. UndoneInAWeek("close-and-archive", Close, "fay")]);
        await night.Do("Fay", "INC-1", new DeclareNoActions("the disk is gone"));
        await Closed(night);
    }

    [Fact]
    public async Task Runbooks_are_asked_of_the_developers_who_helped()
    {
        await using var night = await Night.Fall(Crew);
        await AWeekWithout(night, "runbooks-updated");

        await night.Hears([.. Response, .. Final, .. Invited, .. Assigned,
            .. UndoneInAWeek("runbooks-updated", Runbooks, "ben"),
            .. UndoneInAWeek("close-and-archive", Close, "fay")]);
        await night.Do("Ben", "INC-1", new AnswerRunbooks("", "", null, "they are right as they are"));
        await Closed(night);
    }

    [Fact]
    public async Task Closing_is_asked_of_the_commander_after_a_week()
    {
        await using var night = await Night.Fall(Crew);
        await AWeekWithout(night, "close-and-archive");

        await night.Hears([.. Response, .. Final, .. Invited, .. Assigned,
            .. UndoneInAWeek("close-and-archive", Close, "fay")]);
        await Closed(night);
    }

    private static async Task AWeekWithout(Night night, string line)
    {
        var book = await Begin(night, otherwise: [(line, Never), ("close-and-archive", Never)]);
        await book.Until("09:10");
        await night.Until("7 Mar 23:04");
        await night.Restart();
        await night.Until("9 Mar 08:40");
        await night.Until("9 Mar 20:40");
    }

    private static async Task Closed(Night night)
    {
        await night.Do("Fay", "INC-1", new CloseIncident());
        await night.Leap(TimeSpan.FromDays(3));
        await night.HearsNothing();
    }
}
