using System.CommandLine;
using Plimsoll.Cli.Following;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll deployment</c>: what runs, what ran, and what to do when something fails.</summary>
internal static class DeploymentNoun
{
    private static Symbol Id => Takes.Argument("ID", "Id of the deployment, from deployment list");

    public static Command All() => Verb.Noun(
        "deployment", "What runs, what ran, and what to do when something fails",
        Verb.Of("list", "List deployments, newest first", [Takes.Text("--service", "SERVICE", "Only this service's")],
            List),
        Verb.Of("show", "Show a deployment and its actions", [Id], Show),
        Verb.Of("watch", "Print steps and output as they come; Ctrl-C leaves, the deployment goes on", [Id], Watch),
        Verb.Of("log", "Print a deployment's output, or the lines of it that hold a text",
            [Id, Takes.Text("--find", "TEXT", "Only lines that hold this text, capital or small letters, with their numbers")],
            LogVerb.Print),
        RollbackVerb.It(),
        Verb.Of("cancel", "Stop a deployment: what runs is ended, nothing new starts", [Id, Takes.Reason], Cancel),
        Verb.Of("retry", "Try what failed again, with the same inputs", [Id], Retry),
        Verb.Of("answer", "Say how a deployment that asks goes on",
            [
                Id, Takes.Argument("CHOICE", "retry, skip, exclude, fail or rollback"),
                Takes.Text("--reason", "TEXT", "Why; needed for all but retry"),
            ], Answer));

    private static async Task List(Call call, CancellationToken stop)
    {
        var service = call.Text("--service");
        var path = service == "" ? "deployments" : $"deployments?service={Uri.EscapeDataString(service)}";
        var all = await call.Server.Get<DeploymentSummary[]>(path, stop);
        call.Show(all, DeploymentText.List);
        call.Next(all.FirstOrDefault() is { } newest
            ? $"plimsoll deployment {(newest.EndedAt is null ? "watch" : "show")} {newest.Id}"
            : "plimsoll release ship SERVICE VERSION");
    }

    private static async Task Show(Call call, CancellationToken stop)
    {
        var run = await call.Server.Get<DeploymentDetail>(Route.Of($"deployments/{call.Text("ID")}"), stop);
        call.Show(run, DeploymentText.One);
        call.Next($"plimsoll deployment {(run.Summary.EndedAt is null ? "watch" : "log")} {run.Summary.Id}");
    }

    private static Task<int> Watch(Call call, CancellationToken stop) => Follow.Deployment(call, call.Text("ID"), stop);

    private static Task Cancel(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"deployments/{call.Text("ID")}/cancel"), new ReasonBody(call.Text("--reason")),
        $"{call.Text("ID")} is being cancelled.", $"plimsoll deployment watch {call.Text("ID")}", stop);

    private static Task Retry(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"deployments/{call.Text("ID")}/retry"), new Nothing(),
        $"{call.Text("ID")} tries again.", $"plimsoll deployment watch {call.Text("ID")}", stop);

    private static Task Answer(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"deployments/{call.Text("ID")}/answer"), new AnswerBody(call.Text("CHOICE"), call.Text("--reason")),
        $"{call.Text("ID")} goes on: {call.Text("CHOICE")}.", $"plimsoll deployment watch {call.Text("ID")}", stop);
}
