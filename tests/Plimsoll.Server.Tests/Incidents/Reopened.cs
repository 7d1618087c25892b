using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class Reopened
{
    private const string Channel = "Create incident communication channel";
    private const string Update = "Send status update to stakeholders (every 30 minutes minimum)";
    private const string Meeting = "Schedule post-incident retrospective (within 48 hours)";

    private static readonly (string, int)[] NoReview =
    [
        ("final-update", Never), ("retro-scheduled", Never), ("timeline-and-rca", Never), ("action-items", Never),
        ("runbooks-updated", Never), ("close-and-archive", Never), ("incident-channel", Never),
    ];

    private static readonly string[] CalledAgain =
        ["08:43 paging INC-1-2", "08:43 page Gus", Mail("gus", "INC-1: Checkout fails"), "08:43 acknowledged Gus"];

    private static readonly string[] Before =
    [
        .. Opened, .. Helped, .. Updates(2), .. UndoneInAQuarter("incident-channel", Channel),
        "08:40 page over", "08:40 page over",
    ];

    [Fact]
    public async Task The_updates_start_again_and_the_lines_of_the_first_hour_do_not()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Reopen(night);

        await book.Until("09:14");
        await night.Do("Fay", "INC-1", new SendUpdate("It is back.", [], Final: false));
        await book.Until("09:35");

        await night.Hears([.. Before, .. CalledAgain, .. Updates(1),
            .. Nudged("09:07", "status-update", "09:13", Update, "fay"),
            .. Missed("09:13", "status-update", Update, "fay")]);
    }

    [Fact]
    public async Task The_two_days_to_the_retrospective_count_from_the_last_resolution()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Reopen(night);
        await book.Until("08:50");
        await night.Do("Fay", "INC-1", new RecordDecision(Remedy.Workaround, "the cache again", []));
        await night.Do("Ben", "INC-1", new FinishMitigation("", "The cache is off"));
        await night.Do("Chidi", "INC-1", new VouchForMitigation(Holds: true, "Ten baskets paid"));
        await night.Do("Chidi", "INC-1", new ResolveIncident("Orders are as always"));
        await night.Do("Fay", "INC-1", new SendUpdate("All is well.", [], Final: true));

        await night.Until("3 Mar 23:04");
        await night.Until("3 Mar 23:14");
        await night.Until("4 Mar 08:40");
        await night.Until("4 Mar 08:50");

        await night.Hears([.. Before, .. CalledAgain, "08:50 page over", .. Final,
            .. Nudged("3 Mar 23:14", "retro-scheduled", "2026-03-04 08:50", Meeting, "fay"),
            .. Missed("4 Mar 08:50", "retro-scheduled", Meeting, "fay")]);
    }

    private static async Task<ByTheBook> Reopen(Night night)
    {
        var book = await Begin(night, otherwise: NoReview);
        await book.Until("08:43");
        await night.Do("Ben", "INC-1", new ReopenIncident("baskets are empty again"));
        await night.Acknowledge("Gus");
        await night.Restart();
        return book;
    }
}
