using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>Before a rollback: what it does in one sentence, and in production the version typed once more.</summary>
internal static class RollbackQuestion
{
    public static Symbol Version => new Option<string>("--confirm", "--yes")
    {
        HelpName = "VERSION",
        Description = "The version to go back to; production asks for it when it is not given",
    };

    /// <summary>Nothing to go back to, or not in production: the server decides alone.</summary>
    public static void Ask(Call call, string service, LaneView lane)
    {
        var (given, back) = (call.Text("--confirm"), lane.RollbackTo);
        if (back == "" || (given == "" && !lane.Production)) return;
        var sentence = $"{service} goes back from {Running(lane)} to {back} on {lane.Environment}."
            + (lane.RollbackTime == "" ? "" : $" {lane.RollbackTime}");
        if (given == "" && !call.MayAsk) throw Failure.Usage(
            $"{sentence} A rollback in {lane.Environment} needs the version it goes back to.",
            "Nobody can be asked here.", $"Add --confirm={back}.");
        if (given == "") given = call.Ask($"{sentence} Type {back} to do it:");
        else if (given == back) call.Say(sentence);
        if (given == back) return;
        throw Failure.Usage(
            $"Not rolled back: \"{given}\" is not {back}, the release that {lane.Environment} goes back to.",
            fix: $"Look with `plimsoll service show {service}`, then type {back}.");
    }

    private static string Running(LaneView lane) => lane.Running == "" ? "a mix of versions" : lane.Running;
}
