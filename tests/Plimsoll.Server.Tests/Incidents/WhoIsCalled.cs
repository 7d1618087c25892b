using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class WhoIsCalled
{
    private const string Channel = "Create incident communication channel";
    private static readonly string[] Reviewed = [.. Final, .. Invited, .. Assigned];

    [Fact]
    public async Task Low_severity_is_mailed_and_wakes_nobody()
    {
        await using var night = await Night.Called(severity: Severity.Low);
        await night.Restart();

        await night.Leap(TimeSpan.FromHours(20));

        await night.Hears(Low);
    }

    [Fact]
    public async Task A_low_one_that_a_person_raises_later_calls_from_then_on()
    {
        await using var night = await Night.Called(severity: Severity.Low);
        await night.Until("08:10");
        await night.Do("Ada", "INC-1", new AssessSeverity(Severity.High, "Nobody can pay"));
        await night.Restart();
        await night.Until("08:15");
        await night.Acknowledge("Ben");
        await night.Until("09:14");

        await night.Hears([.. Low, "08:10 paging INC-1", .. Page("08:10", "Ada"), .. Page("08:15", "Ben"),
            "08:15 acknowledged Ben"]);
    }

    [Fact]
    public async Task One_that_gets_worse_while_somebody_is_called_is_not_called_for_twice()
    {
        await using var night = await Night.Called(severity: Severity.Medium);
        await night.Until("08:03");
        await night.Do("Ada", "INC-1", new AssessSeverity(Severity.Critical, "Nobody can pay"));
        await night.Restart();
        await night.Until("08:05");
        await night.Acknowledge("Ben");
        await night.Until("08:34");

        await night.Hears([.. Called, .. Page("08:05", "Ben"), "08:05 acknowledged Ben"]);
    }

    [Fact]
    public async Task One_that_gets_worse_after_an_answer_is_called_for_again()
    {
        await using var night = await Night.Called(severity: Severity.Medium);
        await night.Acknowledge("Ada");
        await night.Until("08:20");
        await night.Do("Ada", "INC-1", new AssessSeverity(Severity.Critical, "Nobody can pay"));
        await night.Restart();
        await night.Until("08:22");

        Assert.True(night.Page("INC-1") is { IsOpen: true, Severity: Severity.Critical });
        Assert.Equal(2, night.Page("INC-1").Round);
    }

    [Fact]
    public async Task One_that_turns_out_to_be_low_lets_people_sleep()
    {
        await using var night = await Night.Called(severity: Severity.High);
        await night.Do("Ada", "INC-1", new AssessSeverity(Severity.Low, "One colour is wrong"));
        Assert.True(night.Page("INC-1").HasEnded);
    }

    [Fact]
    public async Task Where_a_service_names_nobody_the_page_is_unanswered_from_its_first_moment()
    {
        var nobody = string.Join('\n', Night.Shop.Split('\n')
            .Where(l => !l.Contains("mail:", StringComparison.Ordinal) && l.Trim() != "contacts:"));
        await using var night = await Night.Called(nobody);
        await night.Restart();

        await night.Leap(TimeSpan.FromHours(5));

        await night.Hears("08:00 offered Ada", "08:00 paging INC-1", "08:00 unanswered");
        Assert.True(night.Page("INC-1") is { IsOpen: true, Unanswered: true });
    }

    [Fact]
    public async Task Whom_its_file_names_while_nobody_can_be_called_is_called_then()
    {
        var nobody = string.Join('\n', Night.Shop.Split('\n')
            .Where(l => !l.Contains("mail:", StringComparison.Ordinal) && l.Trim() != "contacts:"));
        await using var night = await Night.Called(nobody);
        await night.Until("08:07");

        await night.Define(Night.Shop);
        await night.Restart();
        await night.Until("08:12");

        Assert.True(night.Page("INC-1").HasEnded);
        Assert.Equal(["Ada", "Ben"], night.Page("INC-1-contacts-2").Calls.Select(c => c.Person));
        await night.Define(Night.Shop.Replace("title: Shop", "title: The shop", StringComparison.Ordinal));
        Assert.True(night.Page("INC-1-contacts-2").IsOpen);
    }

    [Fact]
    public async Task An_incident_of_no_service_has_nobody_to_call_and_nobody_to_ask()
    {
        await using var night = await Night.Fall(guided: false);
        await night.Declare("Something smells of smoke", service: "");
        await night.Restart();

        await night.Leap(TimeSpan.FromHours(5));

        await night.Hears("08:00 paging INC-1", "08:00 unanswered");
    }

    [Fact]
    public async Task An_answer_to_one_incident_answers_no_other()
    {
        await using var night = await Night.Called();
        await night.Acknowledge("Ada");
        await night.Until("08:02");
        await night.Declare("Search is slow");
        await night.Do("Ada", "INC-2", new TakeCommand());
        await night.Restart();
        await night.Until("08:07");
        await night.Acknowledge("Ben");
        await night.Until("08:59");

        await night.Hears([.. Called, "08:00 acknowledged Ada", "08:02 offered Ada", "08:02 paging INC-2",
            "08:02 page Ada", "08:07 page Ben", Mail("ada", "INC-2: You are asked to lead"),
            .. Mails("INC-2: Search is slow", "ada", "ben"), "08:07 acknowledged Ben"]);
    }

    [Fact]
    public async Task At_medium_severity_a_line_left_undone_is_mailed_and_wakes_nobody()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, severity: Severity.Medium, otherwise: [("incident-channel", Never)]);
        await book.Until("08:19");
        await night.Restart();
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(2),
            .. Nudged("08:12", "incident-channel", "08:15", Channel, "fay"),
            .. Missed("08:15", "incident-channel", Channel, "fay"),
            .. Escalated("08:20", "incident-channel", Channel, "fay", "ada", "eli"),
            "08:40 page over", .. Reviewed]);
    }

    [Fact]
    public async Task At_critical_severity_it_wakes_and_the_first_answer_lapses_before_the_end()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, severity: Severity.Critical, otherwise: [("incident-channel", Never)]);
        await book.Until("08:25");
        await night.Restart();
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(2), .. UndoneInAQuarter("incident-channel", Channel),
            .. Lapsed("08:30"), "08:40 page over", "08:40 page over", .. Reviewed]);
    }
}
