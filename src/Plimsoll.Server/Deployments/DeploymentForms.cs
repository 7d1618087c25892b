using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Deployments;

/// <summary>The forms of the deployment pages and of stopped lanes.</summary>
internal static class DeploymentForms
{
    public static void MapDeploymentForms(this IEndpointRouteBuilder app)
    {
        var one = app.MapGroup("/deployments/{id}");
        one.MapForm("/answer-question", "Answered; it goes on.",
            (run, form) => Answer(run, form) is { } command ? (Deployment.StreamOf(run.Id), command) : null);
        one.MapForm("/retry-deployment", "It tries again.",
            (run, _) => (Deployment.StreamOf(run.Id), new RetryDeployment()));
        one.MapForm("/cancel-deployment", "It is being cancelled.", (run, form) => run.Cancelling(Reason(form)));
        one.MapPost("/align-lane", Align);
        one.MapPost("/request-rollback", RollBack);
        app.MapPost("/lanes/{service}/{environment}/lift-hold", Lift);
        app.MapPost("/lanes/{service}/{environment}/start-drill",
            (HttpContext http, string service, string environment, Desk desk) => http.Submit(
                desk, Lane.StreamOf(service, environment), Drills.Starting(desk.World, service, environment),
                $"/deployments?service={Uri.EscapeDataString(service)}", $"The restore drill of {environment} has begun."));
    }

    private static void MapForm(
        this RouteGroupBuilder one, string path, string done,
        Func<Deployment, IFormCollection, (StreamName Stream, Command Command)?> command) =>
        one.MapPost(path, async (HttpContext http, string id, Desk desk, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            if (DeploymentApi.Find(Sight.Of(http), id) is not { } run) return http.NoDeployment(id);
            return command(run, form) is var (stream, order)
                ? await http.Submit(desk, stream, order, DeploymentPageView.HrefOf(id), done)
                : http.Refuse(Refusal.Conflict("Not answered: it asks something else now. Read it, then answer."),
                    DeploymentPageView.HrefOf(id));
        });

    /// <summary>Null when the form was about an earlier question.</summary>
    private static AnswerQuestion? Answer(Deployment run, IFormCollection form)
    {
        var asked = run.Question is null || form["question"] == $"{run.Question.AskedAt.UtcTicks}";
        return asked && DeploymentQuestion.ChoiceOf(form["answer"].ToString()) is { } choice
            ? new AnswerQuestion(choice, Reason(form))
            : null;
    }

    private static Task<IResult> RollBack(HttpContext http, string id, Desk desk, CancellationToken stop) =>
        Order(http, id, desk, "rollback", (order, reason) => new Rollback(order, reason), stop);

    private static Task<IResult> Align(HttpContext http, string id, Desk desk, CancellationToken stop) =>
        Order(http, id, desk, "align", (order, reason) => new AlignLane(order, reason), stop);

    /// <summary>Asks for another deployment on the lane of one, and leads to it.</summary>
    private static async Task<IResult> Order(HttpContext http, string id, Desk desk, string what,
        Func<string, string, LaneReadingCommand> command, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (DeploymentApi.Find(Sight.Of(http), id) is not { } run) return http.NoDeployment(id);
        var order = desk.OrderId(run.Service, run.Environment, what);
        var answer = await http.Ask(desk, Lane.StreamOf(run.Service, run.Environment), command(order, Reason(form)));
        if (answer is not Engine.Answer.Accepted accepted) return http.Tell(answer, DeploymentPageView.HrefOf(id), "");
        order = await http.RequestServices.GetRequiredService<IJournal>().Ordered(accepted, order, stop);
        // Its page appears with the next fact; until then the deployment it comes from is the place to be.
        var place = DeploymentApi.Find(Sight.Of(http), order) is null ? id : order;
        return http.Tell(answer, DeploymentPageView.HrefOf(place), $"On its way: {order}.");
    }

    private static async Task<IResult> Lift(
        HttpContext http, string service, string environment, Desk desk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        return await http.Submit(
            desk, Lane.StreamOf(service, environment), new LiftHold(form["hold"].ToString(), Reason(form)),
            Pages.Local(form["back"]), $"The hold on {environment} is lifted.");
    }

    private static string Reason(IFormCollection form) => form["reason"].ToString().Trim();
}
