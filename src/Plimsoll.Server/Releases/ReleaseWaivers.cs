using System.Globalization;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>Exceptions asked for or granted.</summary>
internal static class ReleaseWaivers
{
    public static IReadOnlyList<WaiverView> Of(ReleaseSeen seen) =>
        [.. seen.Release.Waivers.Select(w => View(seen, w))];

    public static string TitleOf(ReleaseSeen seen, string gate) =>
        seen.Gates.FirstOrDefault(g => g.Id == gate)?.Title ?? gate;

    private static WaiverView View(ReleaseSeen seen, Waiver waiver) => new(
        waiver.Gate, SignOf(waiver, seen.Sight.Now), TitleOf(seen, waiver.Gate), Detail(waiver),
        waiver.GrantedBy == "" && seen.Sight.May(seen.Stream, new GrantWaiver(waiver.Gate))
            ? $"{seen.Title} may ship without it until {Words.Stamp(waiver.Until)}."
            : "")
    {
        Asked = waiver.AskedAt.ToString("O", CultureInfo.InvariantCulture),
    };

    private static Sign SignOf(Waiver waiver, DateTimeOffset now) =>
        waiver.HoldsAt(now) ? new Sign(Mark.Waive, "waived")
        : waiver.Until <= now ? new Sign(Mark.Skip, "ended")
        : new Sign(Mark.Sign, "asked for");

    private static string Detail(Waiver waiver) =>
        $"{waiver.Reason.Sentence} Asked by {waiver.AskedBy}" +
        (waiver.GrantedBy == "" ? ", granted by nobody yet" : $", granted by {waiver.GrantedBy}") +
        $". Ends {Words.Stamp(waiver.Until)}.";
}
