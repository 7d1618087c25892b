using System.Net;
using Microsoft.AspNetCore.Http;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Repositories;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Artifacts;

public sealed class TakingAnArtifact : MirrorTest
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_file_of_the_server_is_taken()
    {
        using var folder = new TempFolder();
        folder.Write("shop-1.1.0.tar", "content");

        Assert.Equal("content", await Taken(new(folder.At("shop-{version}.tar"), null, null, Long)));
        AssertRefused(await Take(new(folder.At("shop.tar"), null, null, Long)), RefusalKind.NotFound, "is not there");
        AssertRefused(await Take(new(folder.Path, null, null, Long)), RefusalKind.Invalid, "is a folder");
    }

    [Fact]
    public async Task A_file_of_the_commit_is_taken_as_it_was_there()
    {
        var commit = await Committed("app.bin");
        var content = await File.ReadAllTextAsync(Path.Combine(Source.Path, "app.bin"), Stop);
        Source.Commit("feat: later", "app.bin");

        Assert.Equal(content, await Taken(new("app.bin", null, null, Long), commit));
    }

    [Fact]
    public async Task A_build_runs_in_a_clean_checkout_and_leaves_the_artifact()
    {
        var commit = await Committed("app.txt");
        await File.WriteAllTextAsync(Path.Combine(Source.Path, "dirty.txt"), "not committed", Stop);

        var taken = await Taken(new(
            "out/app-{version}.txt", null,
            "mkdir out; (ls | tr '\\n' ' '; git rev-parse HEAD) > out/app-$PLIMSOLL_VERSION.txt", Long), commit);

        Assert.Equal($"app.txt out {commit}\n", taken);
        Assert.Empty(Directory.GetDirectories(Path.Combine(DataFolder, "builds")));
    }

    [Fact]
    public async Task A_build_that_fails_shows_its_last_lines()
    {
        var commit = await Committed("app.txt");

        var answer = await Take(new("out", null, "seq 100; echo missing semicolon >&2; exit 2", Long), commit);

        AssertRefused(answer, RefusalKind.Blocked, "exit code 2", "\n100\nmissing semicolon");
        Assert.DoesNotContain("\n50\n", answer.Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_takes_too_long_is_ended()
    {
        var commit = await Committed("app.txt");

        var take = Take(new("out", null, "echo started; sleep 300", TimeSpan.FromSeconds(30)), commit);
        while (!take.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(take, Task.Delay(20, Stop));
        }

        AssertRefused(await take, RefusalKind.Blocked, "took longer than 30 seconds");
    }

    [Theory]
    [InlineData("../../secret", "leads out of the repository")]
    [InlineData("link", "leads out of the repository")]
    [InlineData("links/hostname", "leads out of the repository")]
    [InlineData("inside", "is a folder")]
    [InlineData("never-made", "is not there")]
    public async Task A_build_gives_only_what_it_left_in_the_checkout(string file, string words)
    {
        const string Build = "ln -s /etc/hostname link; ln -s /etc links; mkdir real; ln -s real inside";

        var answer = await Take(new(file, null, Build, Long), await Committed("app.txt"));

        Assert.Contains(words, answer.Refusal!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, "does not say where")]
    [InlineData(null, null, "make", "needs file")]
    [InlineData("/tmp/out", null, "make", "inside the repository")]
    [InlineData(null, "ftp://example.org/x", null, "not an http or https URL")]
    public async Task A_source_that_cannot_be_is_refused(string? file, string? url, string? build, string words) =>
        AssertRefused(await Take(new(file, url, build, Long)), RefusalKind.Invalid, words);

    [Fact]
    public async Task A_url_is_fetched_through_redirects_of_the_same_scheme()
    {
        await using var web = await SmallServer.Start(context =>
        {
            if (context.Request.Path == "/1.1.0/app.tar") return context.Response.WriteAsync("content");
            context.Response.Redirect("/1.1.0/app.tar");
            return Task.CompletedTask;
        });

        Assert.Equal("content", await Taken(new(null, web.Address + "/latest/{version}", null, Long)));
    }

    [Theory]
    [InlineData("/missing", "answered 404, 200 is needed")]
    [InlineData("/secure", "another scheme")]
    [InlineData("/round", "leads on more than 5 times")]
    [InlineData("/short", "broke off")]
    public async Task A_url_that_does_not_give_the_file_is_said(string path, string words)
    {
        await using var web = await SmallServer.Start(Misbehave);

        AssertRefused(await Take(new(null, web.Address + path, null, Long)), RefusalKind.Blocked, path, words);
    }

    [Fact]
    public async Task A_metadata_address_is_never_asked() => AssertRefused(
        await Take(new(null, "http://169.254.169.254/latest", null, Long)), RefusalKind.Blocked, "it is never asked");

    private static Task Misbehave(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/secure":
                context.Response.Redirect("https://localhost/app.tar");
                break;
            case "/round":
                context.Response.Redirect("/round");
                break;
            case "/short":
                context.Response.ContentLength = 1000;
                return Short(context);
            default:
                context.Response.StatusCode = 404;
                break;
        }
        return Task.CompletedTask;
    }

    private static async Task Short(HttpContext context)
    {
        await context.Response.WriteAsync("half");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private async Task<string> Committed(string file)
    {
        var commit = Source.Commit("feat: a", file);
        await Fetch();
        return commit;
    }

    private async Task<string> Taken(ArtifactSource source, string commit = "")
    {
        var answer = await Take(source, commit);
        Assert.True(answer.Good, answer.Refusal?.Reason);
        return await File.ReadAllTextAsync(answer.Value.Path, Stop);
    }

    private async Task<Found<StoredArtifact>> Take(ArtifactSource source, string commit = "")
    {
        using var download = new ArtifactDownload(WayOut.Plain, Clock);
        var intake = new ArtifactIntake(new ArtifactStore(DataFolder), download, DataFolder, Clock);
        return await intake.Take(new(source, Mirror, commit, "1.1.0"), Stop);
    }
}
