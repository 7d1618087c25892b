using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>The deployments part of the HTTP API.</summary>
public static class DeploymentApi
{
    public static void MapDeploymentApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/deployments", (string? service, Sight sight) => sight.World.All<Deployment>().Select(d => d.Value)
            .Where(d => service is null || d.Service == service).OrderByDescending(d => d.Order.At)
            .Take(500).Select(DeploymentViews.Summary));
        api.MapGet("/deployments/{id}", (string id, Sight sight) =>
            Find(sight, id) is { } run ? Results.Ok(DeploymentViews.Detail(run, sight)) : Missing(id))
            .Produces<DeploymentDetail>();
        api.MapPost("/deployments/{id}/cancel", Cancel);
        api.MapPost("/deployments/{id}/retry", (string id, Desk desk, HttpContext http) =>
            http.Send(desk, Deployment.StreamOf(id), new RetryDeployment()));
        api.MapPost("/deployments/{id}/answer", (string id, AnswerBody body, Desk desk, HttpContext http) =>
            EnumNames.Read<Choice>(body.Choice.Replace("-", "", StringComparison.Ordinal), out var choice)
                ? http.Send(desk, Deployment.StreamOf(id), new AnswerQuestion(choice, body.Reason))
                : Task.FromResult<IResult>(Answers.Problem(Refusal.Invalid("Answer retry, skip, exclude, fail or rollback."))));
        api.MapPost("/services/{service}/{environment}/rollback",
            (string service, string environment, RollbackBody body, Desk desk, HttpContext http) => http.Send(
                desk, Lane.StreamOf(service, environment), new Rollback(desk.OrderId(service, environment, "rollback"), body.Reason)));
        api.MapPost("/services/{service}/{environment}/align",
            (string service, string environment, ReasonBody body, Desk desk, HttpContext http) => http.Send(
                desk, Lane.StreamOf(service, environment), new AlignLane(desk.OrderId(service, environment, "align"), body.Reason)));
        api.MapPost("/services/{service}/{environment}/drill",
            (string service, string environment, Desk desk, HttpContext http) => http.Send(
                desk, Lane.StreamOf(service, environment), Drills.Starting(desk.World, service, environment)));
        api.MapPost("/services/{service}/{environment}/hold",
            (string service, string environment, PlaceHoldBody body, Desk desk, HttpContext http) => http.Send(
                desk, Lane.StreamOf(service, environment), new PlaceHold(service, environment, HoldId(desk, service, environment), body.Reason)
                {
                    Owner = body.Owner, Expires = body.Expires,
                }));
        api.MapPost("/services/{service}/{environment}/lift",
            (string service, string environment, LiftHoldBody body, Desk desk, HttpContext http) => http.Send(
                desk, Lane.StreamOf(service, environment), new LiftHold(body.Hold, body.Reason)));
    }

    public static Deployment? Find(Sight sight, string id) =>
        sight.World.Get<Deployment>(Deployment.StreamOf(id)) is { Exists: true } run ? run : null;

    public static IResult Missing(string id) =>
        Answers.Problem(Refusal.NotFound($"There is no deployment {id}; `plimsoll deployment list` shows what there is."));

    private static Task<IResult> Cancel(string id, ReasonBody body, Desk desk, HttpContext http)
    {
        if (Find(Sight.Of(http), id) is not { } run) return Task.FromResult(Missing(id));
        var (stream, command) = run.Cancelling(body.Reason);
        return http.Send(desk, stream, command);
    }

    private static string HoldId(Desk desk, string service, string environment) =>
        $"hold-{desk.World.VersionOf(Lane.StreamOf(service, environment)) + 1}";
}
