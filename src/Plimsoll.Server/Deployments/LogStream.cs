using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Live;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Parts;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>The log of a deployment as it is written, for the page that shows it.</summary>
internal static class LogStream
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public static void MapLogStream(this IEndpointRouteBuilder app) => app.MapGet("/deployments/{id}/lines",
        (HttpContext http, string id, string? target, SegmentStore store) =>
            DeploymentApi.Find(Sight.Of(http), id) is null
                ? http.NoDeployment(id)
                : http.Follow(stop => Lines(() => Seen(http, id), store, target ?? "",
                    LogCursor.Read(http.LastHeard() ?? ""), http.IsStillLetIn, stop)));

    private static Deployment? Seen(HttpContext http, string id) =>
        Viewer.Anew(http).World.Get<Deployment>(Deployment.StreamOf(id)) is { Exists: true } run ? run : null;

    /// <summary><c>lines</c>, each an array of time, place, text and class; <c>end</c> when none will come.</summary>
    private static async IAsyncEnumerable<SseItem<string>> Lines(
        Func<Deployment?> seen, SegmentStore store, string target, LogCursor cursor, Func<bool> isLetIn,
        [EnumeratorCancellation] CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && isLetIn() && seen() is { } run)
        {
            var tail = new LogTail(run, store, target);
            (var lines, cursor) = tail.Read(cursor);
            if (lines.Count > 0) yield return new(Json(lines), "lines") { EventId = $"{cursor}" };
            if (tail.IsOver(cursor))
            {
                yield return new("", "end") { EventId = $"{cursor}" };
                yield break;
            }
            if (lines.Count > 0) continue;
            await Task.Delay(Pause, TimeProvider.System, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string Json(List<LogLine> lines) => JsonSerializer.Serialize(lines.Select(line => (string[])
        [Words.TimeOfDay(line.At), line.Target, Ansi.Strip(line.Text), Log.ClassOf(line.Kind) ?? ""]));
}
