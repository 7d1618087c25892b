using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>Rollbacks that are rehearsed before production, as they are asked for and told.</summary>
internal static class RehearsedRollbacks
{
    private const string Path = "rehearse-rollback";

    public static void MapRehearsedRollbacks(this RouteGroupBuilder one) => one.MapPost($"/{Path}",
        async (string service, string version, RehearseRollbackBody body, Desk desk, IJournal journal, HttpContext http) =>
        {
            var order = Order(desk.World, service, version, body.Environment);
            var answer = await http.Ask(desk, Lane.StreamOf(service, order.Environment), order);
            if (answer is not Answer.Accepted accepted) return answer.ToHttp(http);
            var rehearsal = await journal.Ordered(accepted, order.Deployment, http.RequestAborted);
            return Results.Ok(new RehearsalStarted(order.Environment, rehearsal, RehearseRollback.ReturnOf(rehearsal)));
        }).Produces<RehearsalStarted>();

    public static void MapRehearsalForm(this RouteGroupBuilder one) => one.MapPost($"/{Path}",
        async (HttpContext http, string service, string version, Desk desk) =>
        {
            if (Sight.Of(http).Release(service, version) is not { Exists: true }) return http.NoRelease(service, version);
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var order = Order(desk.World, service, version, form["environment"].ToString());
            return await http.Submit(desk, Lane.StreamOf(service, order.Environment), order,
                ReleaseSeen.HrefOf(service, version), $"On its way: {order.Deployment}, and then back again.");
        });

    /// <summary>On the last environment before production, unless another one is named.</summary>
    private static RehearseRollback Order(World world, string service, string version, string environment)
    {
        var place = environment != "" ? environment
            : world.Get<Service>(Service.StreamOf(service)).Definition?.Environments.LastOrDefault(e => !e.IsProduction)?.Name
                ?? "before production";
        return new RehearseRollback(service, place, version,
            $"{service}-{place}-rehearsal-{world.VersionOf(Lane.StreamOf(service, place)) + 1}");
    }

    /// <summary>Null where it is no question: a draft, what is out already, or nothing before production.</summary>
    public static FormView? Form(ReleaseSeen seen)
    {
        if (!seen.IsOpen || seen.Release.Candidate is null
            || seen.Judged.Service?.Environments.Any(e => !e.IsProduction) != true) return null;
        var order = Order(seen.Sight.World, seen.Release.Service, seen.Release.Version, "");
        var lane = seen.Sight.Lane(order.Service, order.Environment);
        var to = Rollback.GoesTo(lane, seen.Sight.World.Reader())?.Version;
        return new FormView(Path, $"{seen.Href}/{Path}", "Rehearse the rollback", $"Rehearse on {order.Environment}",
            [new FieldView(FieldKind.Hidden, "environment", "", order.Environment)])
        {
            Icon = "back",
            Sentence = to is null ? "" : $"Puts {order.Environment} back on `{to}`, measures how long that takes, and brings "
                + $"{order.Version} back. Nothing is marked bad.",
            Objection = seen.Sight.Objection(Lane.StreamOf(order.Service, order.Environment), order)?.Reason ?? "",
        };
    }

    public static RehearsalView? View(Release release) => release.Rehearsal is not { } held ? null : new(
        held.Deployment, held.Environment, held.To, held.Passed ? held.Took.TotalSeconds : null, held.By, held.At,
        held.Passed, held.Passed ? $"Back on {held.To} in {Words.Exactly(held.Took)} on {held.Environment}, {Words.Stamp(held.At)}."
            : held.Sentence.Sentence);
}
