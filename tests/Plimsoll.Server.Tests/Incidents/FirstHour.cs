using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class FirstHour
{
    [Fact]
    public async Task What_recovered_by_itself_has_its_mitigation_decided_and_done_at_once()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 80, otherwise: [("decide-mitigation", Never), ("execute-mitigation", Never)]);
        await book.Until("08:16");
        await night.Do("Fay", "INC-1", new RecordDecision(Remedy.None, "it is gone", []));
        await night.Restart();
        await book.Until("09:50");

        await night.Hears([.. Opened, .. Helped, .. Updates(4), .. Lapsed("09:00"), "09:20 page over",
            .. Final, .. Invited, .. Assigned]);
    }

    [Fact]
    public async Task A_mitigation_that_does_not_hold_is_due_again_by_the_same_hour()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, 80);
        await book.Until("08:30");
        await night.Do("Chidi", "INC-1", new VouchForMitigation(Holds: false, "baskets are empty again"));
        await night.Restart();
        await book.Until("08:50");
        await night.Do("Fay", "INC-1", new RecordDecision(Remedy.Workaround, "the shop goes without baskets", []));
        await night.Do("Ben", "INC-1", new FinishMitigation("", "Baskets are switched off"));
        await night.Do("Chidi", "INC-1", new VouchForMitigation(Holds: true, "Ten orders without a basket"));
        await book.Until("09:50");

        await night.Hears([.. Opened, .. Helped, .. Updates(4), .. Lapsed("09:00"), "09:20 page over",
            .. Nudged("08:48", "execute-mitigation", "09:00", "Execute mitigation plan (rollback/hotfix)", "fay"),
            .. Nudged("08:48", "verify-mitigation", "09:00", "Verify mitigation effectiveness", "chidi"),
            .. Final, .. Invited, .. Assigned]);
    }
}
