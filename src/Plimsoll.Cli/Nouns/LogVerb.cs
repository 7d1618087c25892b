using Plimsoll.Cli.Following;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll deployment log</c>: all lines as they were written, or those that hold a text.</summary>
internal static class LogVerb
{
    public static Task Print(Call call, CancellationToken stop) =>
        call.Text("--find") is { Length: > 0 } words ? Find(call, words, stop) : All(call, stop);

    private static async Task All(Call call, CancellationToken stop)
    {
        var id = call.Text("ID");
        for (var cursor = ""; ;)
        {
            var page = await call.Server.Get<LogPage>(DeploymentWatch.LogPath(id, cursor), stop);
            foreach (var line in page.Lines)
                call.Print(call.Json ? Wire.Line(line) : DeploymentText.Line(line));
            if (page.Ended || page.Lines.Length == 0 || page.Next == cursor) break;
            cursor = page.Next;
        }

        call.Next($"plimsoll deployment show {id}");
    }

    private static async Task Find(Call call, string words, CancellationToken stop)
    {
        var (id, found) = (call.Text("ID"), 0);
        var path = $"{Route.Of($"deployments/{id}/log/search")}?find={Uri.EscapeDataString(words)}";
        for (var next = ""; ;)
        {
            var page = await call.Server.Get<LogSearchPage>(
                next == "" ? path : $"{path}&after={Uri.EscapeDataString(next)}", stop);
            foreach (var hit in page.Hits)
                call.Print(call.Json ? Wire.Line(hit) : DeploymentText.Hit(hit));
            found += page.Hits.Length;
            if (page.Next == "" || page.Next == next) break;
            next = page.Next;
        }

        if (found == 0 && !call.Json) call.Print("No line holds it.");
        call.Next($"plimsoll deployment log {id}");
    }
}
