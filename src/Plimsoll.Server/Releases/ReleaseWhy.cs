using Plimsoll.Core.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using BlockerView = Plimsoll.Files.Api.BlockerView;

namespace Plimsoll.Server.Releases;

/// <summary>Every blocker of a release with what clears it and where on its page that is done.</summary>
internal static class ReleaseWhy
{
    public static IReadOnlyList<WhyView> Of(ReleaseSeen seen) => seen.Standing is Core.Deployments.Standing.Released
            or Core.Deployments.Standing.Superseded or Core.Deployments.Standing.Withdrawn
        ? []
        : [.. ReleaseViews.Blockers(seen.Release, seen.Sight.World, seen.Sight.Now).Select(b => Why(seen, b))];

    private static WhyView Why(ReleaseSeen seen, BlockerView blocker)
    {
        var gate = seen.Gates.FirstOrDefault(g => $"gate.{g.Id}" == blocker.Code);
        var (href, verb) = gate is null ? Place(seen, blocker) : Place(seen, gate);
        // Before a candidate is sealed every gate has the command of the draft; its own row says it once.
        var command = gate is not null && seen.Release.Candidate is null ? "" : blocker.Command;
        return new WhyView(gate?.Sign ?? SignOf(blocker.Code), blocker.Sentence.Capital, Detail(blocker), command, href, verb);
    }

    private static string Detail(BlockerView blocker)
    {
        var who = blocker.WhoCanClear == "nobody" ? "Nobody can clear it." : $"Cleared by {blocker.WhoCanClear}.";
        return blocker.Line > 0 ? $"{who} Guide line {blocker.Line}." : who;
    }

    private static (string Href, string Verb) Place(ReleaseSeen seen, Gate gate) => gate.Concept switch
    {
        Concepts.SignOff when seen.RolesToSign.Any() => ("#sign", "Sign off"),
        Concepts.SignOff when SigningForms.Of(seen).Count > 0 => ("#sign", "See how"),
        Concepts.NotesDrafted => ("#notes", "Read the notes"),
        _ when gate.IsRehearsal && RehearsedRollbacks.Form(seen) is not null => ("#rollback", "Rehearse"),
        Concepts.RollbackPlan => ("#rollback", "See the plan"),
        _ => ($"#gate-{gate.Id}", seen.MayConfirm(gate) ? "Confirm" : "See the gate"),
    };

    private static (string Href, string Verb) Place(ReleaseSeen seen, BlockerView blocker) => blocker.Code switch
    {
        "lane.hold" => ("/", "See the hold"),
        "lane.busy" or "lane.queue" =>
            ($"/deployments?service={Uri.EscapeDataString(seen.Release.Service)}", "See deployments"),
        "release.customers" when seen.IsOpen => ("#customers", "Tell them"),
        _ => ("", ""),
    };

    private static Sign SignOf(string code) => code switch
    {
        "lane.hold" => new Sign(Mark.Hold, "on hold"),
        "calendar.freeze" or "calendar.stopped" => new Sign(Mark.Hold, "frozen"),
        "lane.busy" or "lane.queue" => new Sign(Mark.Wait, "waits"),
        "lane.bad" or "release.withdrawn" => new Sign(Mark.Fail, "stopped"),
        _ => new Sign(Mark.Wait, "pending"),
    };
}
