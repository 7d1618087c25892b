using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll release</c>: from a version's first draft to production.</summary>
internal static class ReleaseNoun
{
    public static Command All() => Verb.Noun(
        "release", "Take a version of a service to production",
        [
            Verb.Of("create", "Open the next version and seal its first candidate",
                [
                    .. Takes.Release,
                    Takes.OneOf(
                        "--type", "Release type [default: by the step of the version]", "patch", "minor", "major"),
                    Takes.Text("--ref", "REF", "Branch, tag or commit [default: the version's tag]"),
                    Takes.Text("--fixes", "ID", "Incident or issue that a patch fixes"),
                ], Create),
            Verb.Of("seal", "Seal the next candidate from what the repository holds now",
                [.. Takes.Release, Takes.Text("--ref", "REF", "Branch, tag or commit [default: the version's tag]")],
                Seal),
            Verb.Of("list", "List releases", [Takes.Text("--service", "SERVICE", "Only this service's")], List),
            Verb.Of("show", "Show a release: gates, evidence, steps", Takes.Release, Show),
            Verb.Of("why", "Say why it cannot ship yet, who clears each thing, and what to type", Takes.Release, Why),
            .. ShipVerbs.All(), .. SlotVerbs.All(), .. LineVerbs.All(), .. NotesVerb.All(), .. GateVerbs.All(), .. PreparationVerbs.All(),
        ]);

    private static async Task Create(Call call, CancellationToken stop)
    {
        var which = call.Release;
        var made = await call.Server.Post<SealedView>(
            "releases/create",
            new CreateReleaseBody(
                which.Service, which.Version, call.Text("--type"), call.Text("--ref"), call.Text("--fixes")), stop);
        call.Show(made, ReleaseText.Sealed);
        call.Next(which.Command("why"));
    }

    private static async Task Seal(Call call, CancellationToken stop)
    {
        var which = call.Release;
        var made = await call.Server.Post<SealedView>(which.Path("seal"), new SealBody(call.Text("--ref")), stop);
        call.Show(made, ReleaseText.Sealed);
        call.Next(which.Command("why"));
    }

    private static async Task List(Call call, CancellationToken stop)
    {
        var service = call.Text("--service");
        var path = service == "" ? "releases" : $"releases?service={Uri.EscapeDataString(service)}";
        var releases = await call.Server.Get<ReleaseSummary[]>(path, stop);
        call.Show(releases, ReleaseText.List);
        call.Next(releases is [var first, ..]
            ? $"plimsoll release show {first.Service} {first.Version}" : "plimsoll release create SERVICE VERSION");
    }

    private static async Task Show(Call call, CancellationToken stop)
    {
        var which = call.Release;
        var release = await call.Server.Get<ReleaseDetail>(which.Path(""), stop);
        call.Show(release, ReleaseText.One);
        call.Next(release switch
        {
            { Blockers.Length: > 0 } => which.Command("why"),
            { Shipment: "" } => which.Command("ship"),
            _ => $"plimsoll deployment list --service {which.Service}",
        });
    }

    private static async Task<int> Why(Call call, CancellationToken stop)
    {
        var which = call.Release;
        var why = await call.Server.Get<WhyView>(which.Path("why"), stop);
        call.Show(why, ReleaseText.Why);
        call.Next(why.Ready ? which.Command("ship") : FirstCommand(why) ?? which.Command("show"));
        return why.Ready ? ExitCodes.Ok : ExitCodes.Blocked;
    }

    private static string? FirstCommand(WhyView why) =>
        why.Blockers.Select(b => b.Command).FirstOrDefault(c => c != "");
}
