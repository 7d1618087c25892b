using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll service</c>: what is deployed, where it runs, and what stops a lane.</summary>
internal static class ServiceNoun
{
    public static Command All() => Verb.Noun(
        "service", "What is deployed, where it runs, and what stops it",
        [
            .. ServiceFileVerbs.All(),
            Verb.Of("list", "List services and what runs where", [], List),
            Verb.Of("show", "Show one service: environments, targets, holds",
                [Takes.Argument("SERVICE", "Name of the service")], Show),
            Verb.Of("adopt", "Record what runs today as last known good, so that there is something to go back to",
                [.. Takes.Release, Takes.Needed("--environment", "NAME", "Where it runs")], Adopt),
            Verb.Of("align", "Bring targets that were left behind, or changed by hand, to the newest version on record",
                [.. Takes.Lane, Takes.Reason], Align),
            DrillVerb.It(),
            Verb.Of("hold", "Stop a lane: nothing starts there until the hold is lifted",
                [
                    .. Takes.Lane, Takes.Reason,
                    Takes.Text("--owner", "NAME", "Who is asked about it, a person or a role [default: Release Manager]"),
                    Takes.Text("--until", "TIME", "When it ends by itself: a time span such as 4h or 2d, or a time"),
                ], Hold),
            Verb.Of("lift", "Lift a hold",
                [.. Takes.Lane, Takes.Argument("HOLD", "Id of the hold, from service show"), Takes.Reason], Lift),
        ]);

    private static async Task List(Call call, CancellationToken stop)
    {
        var services = await call.Server.Get<ServiceView[]>("services", stop);
        call.Show(services, ServiceText.List);
        call.Next(services is [var first, ..]
            ? $"plimsoll service show {first.Name}"
            : "plimsoll service apply plimsoll.yaml");
    }

    private static async Task Show(Call call, CancellationToken stop)
    {
        var service = await call.Server.Get<ServiceView>(Route.Of($"services/{call.Service}"), stop);
        call.Show(service, ServiceText.One);
        var held = service.Lanes.FirstOrDefault(l => l.Holds.Length > 0);
        call.Next(held is null
            ? $"plimsoll release list --service {service.Name}"
            : $"plimsoll service lift {service.Name} {held.Environment} {held.Holds[0].Id} --reason \"…\"");
    }

    private static Task Adopt(Call call, CancellationToken stop)
    {
        var (service, version) = call.Release;
        var environment = call.Text("--environment");
        return call.Tell(
            Route.Of($"services/{service}/adopt"), new Adopt(version, environment),
            $"{service} {version} is last known good on {environment}: a rollback goes back to it.",
            $"plimsoll service show {service}", stop);
    }

    private static Task Align(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"services/{call.Service}/{call.Environment}/align"), new ReasonBody(call.Text("--reason")),
        $"{call.Service} is aligned on {call.Environment} as soon as nothing is in the way.",
        $"plimsoll deployment list --service {call.Service}", stop);

    private static Task Hold(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"services/{call.Service}/{call.Environment}/hold"), new PlaceHoldBody(
            call.Text("--reason"), call.Text("--owner"), Until.Optional(call.Text("--until"), call.Terminal.Clock.GetUtcNow())),
        $"{call.Service} is held on {call.Environment}; what runs there now goes on.",
        $"plimsoll service show {call.Service}", stop);

    private static Task Lift(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"services/{call.Service}/{call.Environment}/lift"),
        new LiftHoldBody(call.Text("HOLD"), call.Text("--reason")),
        $"The hold {call.Text("HOLD")} on {call.Service} {call.Environment} is lifted.",
        $"plimsoll service show {call.Service}", stop);
}
