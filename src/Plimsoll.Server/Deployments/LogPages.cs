using System.Globalization;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>The page of a deployment's whole log: some lines of one attempt, or the lines that hold some words.</summary>
internal static class LogPages
{
    public static void MapLogPages(this IEndpointRouteBuilder app) => app.MapGet("/deployments/{id}/log",
        (HttpContext http, string id, string? attempt, string? line, string? from, string? find, string? after,
            Sight sight, SegmentStore store) =>
        {
            if (DeploymentApi.Find(sight, id) is not { } run) return http.NoDeployment(id);
            if (find is { Length: > 0 } words)
                return LogSearchApi.WhyNot(words) is { } refusal
                    ? http.Problem(422, "That cannot be looked for", refusal.Reason, $"plimsoll deployment log {id}", "log.find")
                    : http.Page<DeploymentLogPage, DeploymentLogView>(
                        new LogFindings(sight, new LogSearch(run, store, words), LogSpot.Read(after ?? "")).View());
            var number = attempt is null or "" ? Telling(run, store) : (int)Math.Min(Number(attempt), int.MaxValue);
            return number > run.Attempts.Length || (number == 0 && !run.Attempts.IsEmpty)
                ? http.Problem(404, "There is no such attempt",
                    $"{id} has made {Words.Count(run.Attempts.Length, "attempt", "attempts")} so far, not {attempt}.",
                    $"plimsoll deployment log {id}", "attempt.unknown")
                : http.Page<DeploymentLogPage, DeploymentLogView>(
                    new LogWindow(sight, run, store, number, Number(from), Number(line)).View());
        });

    /// <summary>The last attempt that did not succeed; else the last that wrote something; else the last one.</summary>
    private static int Telling(Deployment run, SegmentStore store)
    {
        var attempts = Enumerable.Range(0, run.Attempts.Length).Reverse().ToList();
        int? failed = attempts.Where(i => new AttemptLines(run, i).IsError).Select(i => (int?)i).FirstOrDefault();
        int? wrote = attempts.Where(i => store.LastRawTo(run.Attempts[i].Key(run)) > 0).Select(i => (int?)i).FirstOrDefault();
        return 1 + (failed ?? wrote ?? run.Attempts.Length - 1);
    }

    private static long Number(string? text) => long.TryParse(text?.Trim(), NumberStyles.AllowThousands,
        CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 0;

    internal static IReadOnlyList<AttemptChoice> Choices(Deployment run, int current) =>
    [
        .. Enumerable.Range(0, run.Attempts.Length).Select(index => new AttemptLines(run, index)).Select(a =>
            new AttemptChoice(a.Index + 1, $"{a.Index + 1}. {a.Heading.Text} on {a.Heading.Target}: {a.Attempt.Sign.Word}",
                a.Index + 1 == current)),
    ];

    internal static string Counted(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
