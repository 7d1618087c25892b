using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class FirstQuarterOfAnHour
{
    private const string Channel = "Create incident communication channel";
    private static readonly string[] Usual =
        [.. Opened, .. Helped, .. Updates(2), "08:40 page over", .. Final, .. Invited, .. Assigned];

    [Fact]
    public async Task When_nobody_does_anything_six_lines_are_nudged_and_missed_and_all_are_called()
    {
        await using var night = await Night.Fall();
        await night.Declare(severity: Severity.Medium);
        await night.Until("08:05");
        await night.Until("08:10");
        await night.Until("08:12");
        await night.Restart();
        await night.Until("08:15");

        // Eli is asked to lead by then and has no address: Ada, the first contact, reads it.
        await night.Hears([.. Called, .. Page("08:05", "Ben"), "08:05 offered Eli",
            Mail("ada", "INC-1: You are asked to lead"), .. Page("08:10", "Chidi"),
            .. Six.SelectMany(s => Nudged("08:12", s.Line, "08:15", s.Text, "ada")),
            .. Six.SelectMany(s => Missed("08:15", s.Line, s.Text, "ada")),
            "08:15 unanswered", .. Page("08:15", "Ada", "Ben", "Chidi")]);
    }

    [Fact]
    public async Task Done_between_the_nudge_and_its_time_it_is_not_missed()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("incident-channel", 14)]);
        await book.Until("08:12");
        await night.Restart();
        await book.Until("09:10");

        await Hears(night, Nudged("08:12", "incident-channel", "08:15", Channel, "fay"));
        Assert.False(night.Duty("INC-1", "incident-channel").WasLate);
    }

    [Fact]
    public async Task Done_just_after_its_time_it_is_missed_once_and_not_escalated()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("incident-channel", 16)]);
        await book.Until("08:15");
        await night.Restart();
        await book.Until("09:10");

        await Hears(night, [.. Nudged("08:12", "incident-channel", "08:15", Channel, "fay"),
            .. Missed("08:15", "incident-channel", Channel, "fay")]);
        Assert.True(night.Duty("INC-1", "incident-channel").WasLate);
    }

    [Fact]
    public async Task Correcting_when_it_began_and_was_seen_moves_no_clock()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("incident-channel", Never)]);
        await book.Until("08:10");
        await night.Do("Ben", "INC-1", new CorrectTime(Milestone.Started, Night.At("07:00"), "the log says so"));
        await night.Do("Ben", "INC-1", new CorrectTime(Milestone.Detected, Night.At("07:05"), "a customer called"));
        await night.Restart();
        await book.Until("09:10");

        await Hears(night, [.. UndoneInAQuarter("incident-channel", Channel), "08:40 page over"]);
    }

    [Fact]
    public async Task A_line_left_out_with_a_reason_is_silent()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("incident-channel", Never)]);
        await book.Until("08:11");
        await night.Do("Fay", "INC-1", new WaiveDuty("incident-channel", "all sit in one room"));
        await night.Restart();
        await book.Until("09:10");

        await Hears(night, []);
    }

    /// <summary>The usual, led by the book and closed at 09:07, and this.</summary>
    private static Task Hears(Night night, string[] besides) => night.Hears([.. Usual, .. besides]);

    private static (string Line, string Text)[] Six =>
    [
        ("assess-severity", "Assess severity and impact (critical/high/medium/low)"),
        ("notify-commander", "Notify incident commander (typically Release Manager or PM)"),
        ("incident-channel", Channel),
        ("notify-stakeholders-initial", "Notify affected stakeholders with initial update"),
        ("assemble-team", "Assemble response team (Developers, Release Manager, Security Lead if needed)"),
        ("record-start-and-symptoms", "Document incident start time and initial symptoms"),
    ];
}
