using System.Security.Cryptography;
using System.Text;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>Work that is cancelled keeps what it wrote until then, also when the server is killed while it cancels.</summary>
public sealed class CancelledInTheMiddle
{
    private const string Id = $"{Drill.Service}-{Drill.Good}-1-production";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_output_is_whole_up_to_the_end_and_nothing_starts_after_it(bool killed)
    {
        using var drill = await Drill.Prepared();
        await using var server = await drill.Begin("cancelled");
        using var watch = new Watch(server.Folder);
        await server.Do($"releases/{Drill.Service}/{Drill.Good}/ship", new { }, "Ada");
        await Until(watch, run => run.Latest("migrate") is not null && Output(server).Length > 0);

        await server.Do($"deployments/{Id}/cancel", new ReasonBody("wrong day"), "Ada");
        if (killed)
        {
            await server.Kill();
            await server.Start();
        }

        var run = await Until(watch, run => run.HasEnded);
        await server.Kill();
        Assert.Equal(DeploymentStatus.Cancelled, run.Status);
        var migrate = run.Latest("migrate") ?? throw new InvalidOperationException("It was started.");
        var kept = Output(server);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(kept)), migrate.LogDigest);
        // The shell has a word of its own when what it waits for is ended.
        var printed = Encoding.UTF8.GetString(kept).Replace("Terminated\n", "", StringComparison.Ordinal);
        Assert.StartsWith(printed, Acts.Expected("migrate", Drill.Good, drill.Targets[0]), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Attempts, a => a.Action.StartsWith("switch", StringComparison.Ordinal));
    }

    private static byte[] Output(ServerProcess server) =>
        [.. new SegmentStore(Path.Combine(server.Folder, "output.db")).Read($"{Id}/migrate#1", 0, int.MaxValue)
            .SelectMany(s => s.Text.ToArray())];

    private static async Task<Deployment> Until(Watch watch, Func<Deployment, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var run = watch.CatchUp().Get<Deployment>(Deployment.StreamOf(Id));
            if (condition(run)) return run;
            await Task.Delay(5, patience.Token);
        }
    }
}
