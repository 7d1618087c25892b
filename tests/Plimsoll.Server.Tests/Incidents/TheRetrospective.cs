using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class TheRetrospective
{
    private const string Meeting = "Schedule post-incident retrospective (within 48 hours)";
    private static readonly string[] Before =
        [.. Opened, .. Helped, .. Updates(2), "08:40 page over", .. Final, .. Assigned];

    [Fact]
    public async Task Booked_for_later_than_two_days_it_stays_due_until_it_is_moved_forward()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("retro-scheduled", Never), ("close-and-archive", Never)]);
        await book.Until("09:10");
        await Invite(night, "4 Mar 10:00");
        await night.Until("3 Mar 23:04");
        await night.Restart();
        await night.Until("4 Mar 07:00");
        await Invite(night, "4 Mar 08:00");
        await night.Until("4 Mar 20:40");

        await night.Hears([.. Before, .. Invited, .. Invited,
            .. Nudged("3 Mar 23:04", "retro-scheduled", "2026-03-04 08:40", Meeting, "fay")]);
    }

    [Fact]
    public async Task Called_off_it_is_due_again()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("close-and-archive", Never)]);
        await book.Until("09:20");
        await night.Do("Fay", "INC-1", new CancelRetrospective("everybody is ill"));
        await night.Until("3 Mar 23:04");
        await night.Restart();
        await night.Until("4 Mar 08:40");

        await night.Hears([.. Before, .. Invited, Mail("fay", "Called off: retrospective of INC-1"),
            .. Nudged("3 Mar 23:04", "retro-scheduled", "2026-03-04 08:40", Meeting, "fay"),
            .. Missed("4 Mar 08:40", "retro-scheduled", Meeting, "fay")]);
    }

    [Fact]
    public async Task In_time_nobody_is_reminded_of_it_and_the_review_waits_until_it_has_begun()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("retro-scheduled", Never), ("close-and-archive", Never)]);
        await book.Until("09:10");
        await Invite(night, "4 Mar 08:40");
        await night.Until("3 Mar 23:04");
        await night.Restart();
        await night.Until("4 Mar 08:39");
        var refusal = await night.Refused("Fay", "INC-1", new CloseIncident());
        await night.Until("4 Mar 08:40");
        await night.Do("Fay", "INC-1", new CloseIncident());
        await night.Leap(TimeSpan.FromDays(2));

        Assert.Equal("INC-1 cannot be closed yet: the retrospective begins 2026-03-04 08:40 UTC.", refusal.Reason);
        Assert.False(night.Duty("INC-1", DutyConcepts.Retrospective).WasLate);
        await night.Hears([.. Before, .. Invited]);
    }

    [Fact]
    public async Task Too_late_it_is_missed_and_done_once_a_person_says_that_people_have_met()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("retro-scheduled", Never), ("close-and-archive", Never)]);
        await book.Until("09:10");
        await Invite(night, "4 Mar 10:00");
        await night.Until("3 Mar 23:04");
        await night.Until("4 Mar 08:40");
        await night.Restart();
        await night.Until("4 Mar 10:30");
        await night.Refused("Fay", "INC-1", new CloseIncident());
        await night.Do("Fay", "INC-1", new HoldRetrospective(Night.At("4 Mar 10:00"), "Fay, Ben and Chidi"));
        await night.Do("Fay", "INC-1", new CloseIncident());
        await night.Leap(TimeSpan.FromDays(2));

        Assert.True(night.Duty("INC-1", DutyConcepts.Retrospective).WasLate);
        await night.Hears([.. Before, .. Invited,
            .. Nudged("3 Mar 23:04", "retro-scheduled", "2026-03-04 08:40", Meeting, "fay"),
            .. Missed("4 Mar 08:40", "retro-scheduled", Meeting, "fay")]);
    }

    private static Task Invite(Night night, string at) =>
        night.Do("Fay", "INC-1", new ScheduleRetrospective(Night.At(at), 60, ["fay@example.test"]));

    [Fact]
    public async Task Its_card_says_whether_people_met_about_the_last_end_also_where_nobody_was_invited()
    {
        await using var night = await Night.Called();
        await Resolve();
        await night.Do("Ada", "INC-1", new HoldRetrospective(night.Now, "Ada and Ben"));
        Assert.StartsWith("People met at", Card(), StringComparison.Ordinal);

        await night.Leap(TimeSpan.FromHours(2));
        await night.Do("Ada", "INC-1", new ReopenIncident("It fails again"));
        await Resolve();
        Assert.StartsWith("Nobody is invited yet", Card(), StringComparison.Ordinal);
        await night.Do("Ada", "INC-1", new ScheduleRetrospective(night.Now.AddHours(3), 45, ["ada@example.org"]));
        Assert.StartsWith("The invitation is sent", Card(), StringComparison.Ordinal);

        async Task Resolve()
        {
            foreach (var command in Night.ToResolve) await night.Do("Ada", "INC-1", command);
        }

        string Card() => IncidentReviewPageView.Of(IncidentSeen.Of(
            new Sight(night.Desk.World, night.Now, "Ada"), night.Get("INC-1"))).Retrospective.Sentence;
    }
}
