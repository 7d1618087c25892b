using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class UpdatesEveryThirtyMinutes
{
    private const string Update = "Send status update to stakeholders (every 30 minutes minimum)";

    [Fact]
    public async Task Only_words_of_a_person_to_an_audience_start_the_clock_anew()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 50, otherwise: [("status-update", Never)]);
        await book.Until("08:20");
        await night.Do("Fay", "INC-1", new NoteAction("The cache is off", null));
        await night.Do("Fay", "INC-1", new AssessSeverity(Severity.Medium, "Some cannot pay"));
        await night.Do("Ben", "INC-1", new NameSuspect("The disk", "it is full", ""));
        await night.Restart();
        await book.Until("08:35");
        await night.Do("Fay", "INC-1", new SendUpdate("Most can pay.", [], Final: false));
        await book.Until("09:20");

        await night.Hears([.. Opened, .. Helped, .. Updates(2),
            .. Nudged("08:28", "status-update", "08:34", Update, "fay"),
            .. Missed("08:34", "status-update", Update, "fay"),
            "08:50 page over", .. Final, .. Invited, .. Assigned]);
    }

    [Fact]
    public async Task Three_missed_in_a_row_are_counted_and_escalated_once()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 115, otherwise: [("status-update", Never)]);
        await book.Until("09:20");
        await night.Restart();
        await book.Until("09:40");
        await night.Do("Fay", "INC-1", new SendUpdate("We are still at it.", [], Final: false));
        await book.Until("10:25");

        await night.Hears([.. Opened, .. Helped, .. Updates(2), .. Lapsed("09:00"),
            .. Nudged("08:28", "status-update", "08:34", Update, "fay"),
            .. Missed("08:34", "status-update", Update, "fay"),
            "09:04 missed status-update ×2",
            .. Escalated("09:04", "status-update", Update, "fay", "ada", "eli"),
            .. Paged("09:04", "status-update", Update),
            .. Missed("09:34", "status-update ×3", Update, "fay"),
            "09:40 page over", "09:55 page over", .. Final, .. Invited, .. Assigned]);
    }

    [Fact]
    public async Task An_update_to_one_audience_is_one_and_the_next_counts_from_it()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 50, otherwise: [("status-update", Never)]);
        await book.Until("08:22");
        await night.Do("Fay", "INC-1", new SendUpdate("Orders wait.", ["support"], Final: false));
        await night.Restart();
        await book.Until("09:20");

        await night.Hears([.. Opened, .. Helped, .. Updates(1), Mail("desk", "Checkout fails (INC-1)"),
            .. Nudged("08:46", "status-update", "08:52", Update, "fay"),
            "08:50 page over", .. Final, .. Invited, .. Assigned]);
    }

    [Fact]
    public async Task That_one_was_missed_is_said_also_where_the_next_was_in_time()
    {
        await using var night = await Night.Fall();
        await night.Declare();
        await night.Until("08:31");
        await night.Do("Ada", "INC-1", new SendUpdate("We look.", [], Final: false));
        await night.Until("08:58");
        foreach (var command in Night.ToResolve) await night.Do("Ada", "INC-1", command);

        var seen = IncidentSeen.Of(new Sight(night.Desk.World, night.Now, "Ada"), night.Get("INC-1"));
        var clock = IncidentClocks.Of(seen).Single(c => c.Label == "Updates");
        Assert.Equal(("1 sent, 1 missed", "Not all in time"), (clock.Reading, clock.By));
    }
}
