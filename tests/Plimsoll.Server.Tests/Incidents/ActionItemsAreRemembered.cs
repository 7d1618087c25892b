using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class ActionItemsAreRemembered
{
    private static readonly DateOnly Tomorrow = new(2026, 3, 3);

    private static Task<Night> Low() => Night.Called(severity: Severity.Low);

    private static Task Add(Night night, string owner, DateOnly due) =>
        night.Do("Ada", "INC-1", new AddActionItem("Watch disks", owner, due, BeforeNextRelease: false));

    private static string Given(string who, int number, string due) =>
        Mail(who, $"INC-1: Action item {number} is yours, due {due}");

    private static string[] First(string at, string who, int number, string due) =>
        [$"{at} reminded {number}", Mail(who, $"INC-1: Action item {number} is due {due}")];

    private static string[] Again(string at, string who, int number, string due) =>
        [$"{at} reminded {number}", Mail(who, $"INC-1: Action item {number} was due {due}")];

    [Fact]
    public async Task From_its_day_on_at_eight_every_morning_until_it_is_done()
    {
        await using var night = await Low();
        await Add(night, "Ben", Tomorrow);
        await night.Until("3 Mar 08:00");
        await night.Restart();
        await night.Until("4 Mar 08:00");
        await night.Do("Ben", "INC-1", new CompleteActionItem(1, "an alarm at four fifths"));
        await night.Until("5 Mar 08:00");
        await night.Until("6 Mar 08:00");

        await night.Hears([.. Lines.Low, Given("ben", 1, "2026-03-03"),
            .. First("3 Mar 08:00", "ben", 1, "2026-03-03"), .. Again("4 Mar 08:00", "ben", 1, "2026-03-03")]);
    }

    [Fact]
    public async Task Also_after_the_incident_is_closed()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night);
        await book.Until("08:50");
        await Add(night, "Chidi", Tomorrow);
        await book.Until("09:10");
        Assert.Equal(IncidentStatus.Closed, night.Get("INC-1").Status);
        await night.Restart();
        await night.Until("3 Mar 08:00");
        await night.Until("4 Mar 08:00");
        await night.Do("Chidi", "INC-1", new CompleteActionItem(1, "an alarm at four fifths"));
        await night.Until("5 Mar 08:00");

        await night.Hears([.. Opened, .. Helped, .. Updates(2), "08:40 page over", .. Final, .. Invited,
            Given("chidi", 1, "2026-03-03"), Given("ben", 2, "2026-04-30"),
            .. First("3 Mar 08:00", "chidi", 1, "2026-03-03"), .. Again("4 Mar 08:00", "chidi", 1, "2026-03-03")]);
    }

    [Fact]
    public async Task What_is_no_incident_asks_for_nothing_more()
    {
        await using var night = await Low();
        await Add(night, "Ben", Tomorrow);
        await night.Do("Ada", "INC-1", new CancelIncident("a test of the alarm"));
        await night.Restart();
        await night.Until("3 Mar 08:00");
        await night.Until("4 Mar 08:00");

        await night.Hears([.. Lines.Low, Given("ben", 1, "2026-03-03")]);
    }

    [Fact]
    public async Task After_three_days_down_it_is_said_once_and_the_next_morning_again()
    {
        await using var night = await Low();
        await Add(night, "Ben", Tomorrow);
        await night.Down(TimeSpan.FromDays(4) + TimeSpan.FromHours(2));
        await night.Until("7 Mar 08:00");

        await night.Hears([.. Lines.Low, Given("ben", 1, "2026-03-03"),
            .. Again("6 Mar 10:00", "ben", 1, "2026-03-03"),
            .. Again("7 Mar 08:00", "ben", 1, "2026-03-03")]);
    }

    [Fact]
    public async Task Where_its_owner_has_no_address_the_first_contact_reads_it()
    {
        await using var night = await Low();
        await Add(night, "Eli", Tomorrow);
        await night.Restart();
        await night.Until("3 Mar 08:00");

        await night.Hears([.. Lines.Low, Given("ada", 1, "2026-03-03"),
            .. First("3 Mar 08:00", "ada", 1, "2026-03-03")]);
    }

    [Fact]
    public async Task Each_has_its_own_day_and_its_own_owner()
    {
        await using var night = await Low();
        await Add(night, "Ben", Tomorrow);
        await Add(night, "Chidi", Tomorrow.AddDays(1));
        await night.Until("3 Mar 08:00");
        await night.Restart();
        await night.Until("4 Mar 08:00");

        await night.Hears([.. Lines.Low, Given("ben", 1, "2026-03-03"), Given("chidi", 2, "2026-03-04"),
            .. First("3 Mar 08:00", "ben", 1, "2026-03-03"), .. Again("4 Mar 08:00", "ben", 1, "2026-03-03"),
            .. First("4 Mar 08:00", "chidi", 2, "2026-03-04")]);
    }
}
