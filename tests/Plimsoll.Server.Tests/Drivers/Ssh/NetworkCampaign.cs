using Plimsoll.Core.Deployments;
using static Plimsoll.Core.Deployments.Outcome;
using static Plimsoll.Server.Tests.Drivers.Ssh.During;
using static Plimsoll.Server.Tests.Drivers.Ssh.Then;
using static Plimsoll.Server.Tests.Drivers.Ssh.Trouble;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>
/// A host in trouble while a deployment sends to it or runs on it: each has an end, and a sentence that names the host,
/// what happened and what to do. Nothing starts twice, and no other environment waits.
/// </summary>
public sealed class NetworkCampaign(Fleet fleet) : IClassFixture<Fleet>, IDisposable
{
    private const string RetryThen = "Retry when that is over.";
    private const string LookFirst = "Look there what it did before you answer.";

    //          while it | the host           | and then | the attempt has
    [Theory]
    [InlineData(Sends, LosesItsConnections, IsBack, Succeeded, "exit code 0")]
    [InlineData(Sends, Hangs, IsBack, Succeeded, "exit code 0")]
    [InlineData(Sends, Hangs, StaysSo, Error, "It did not start: {host} did not answer within 3 s. " + RetryThen)]
    [InlineData(Sends, Restarts, IsBack, Succeeded, "exit code 0")]
    [InlineData(Sends, HasNoRoom, StaysSo, Error, "It did not start: {host} does not take the artifact: *No space left on device*. " + RetryThen)]
    [InlineData(Sends, ShowsAnotherKey, StaysSo, Error, "It did not start: THE KEY OF *{host} HAS CHANGED: *Ask who runs it*")]
    [InlineData(Sends, IsSlow, StaysSo, Succeeded, "exit code 0")]
    [InlineData(Runs, LosesItsConnections, IsBack, Succeeded, "exit code 0")]
    [InlineData(Runs, Hangs, IsBack, Succeeded, "exit code 0")]
    [InlineData(Runs, Hangs, StaysSo, Unknown, "Not known: {host} did not answer within 3 s. " + LookFirst)]
    [InlineData(Runs, Restarts, IsBack, Unknown, "Not known: {host} restarted while it ran. Nothing of it runs now. " + LookFirst)]
    [InlineData(Runs, HasNoRoom, StaysSo, Succeeded, "exit code 0. Part of its output is lost: the disk of {host} was full")]
    [InlineData(Runs, ShowsAnotherKey, StaysSo, Unknown, "Not known: THE KEY OF *{host} HAS CHANGED: *Ask who runs it*" + LookFirst)]
    [InlineData(Runs, IsSlow, StaysSo, Succeeded, "exit code 0")]
    public async Task A_host_in_trouble_is_told_of_and_gone_on_with(During during, Trouble trouble, Then then, Outcome outcome, string told)
    {
        var run = await fleet.Deploy();
        await fleet.Until(run, () => during == Sends ? fleet.Arrived() > 300_000 : run.Lines("said").Length > 5);
        var connections = fleet.Connections;
        fleet.Strike(trouble);

        await fleet.Elsewhere();
        if (then == IsBack) fleet.Heal();
        else if (trouble == HasNoRoom && during == Runs) await Written(run, 100);
        else if (trouble == IsSlow && during == Runs) await fleet.Beside();
        if (outcome == Succeeded) File.WriteAllText(run.At("go"), "");
        var attempt = await Ended(run, during, waits: outcome is Error or Unknown && then == StaysSo);

        Assert.True(outcome == attempt.Outcome, $"{attempt.Outcome}: {attempt.Sentence}");
        Says(told, attempt.Sentence);
        if (trouble == IsSlow) Assert.Equal(connections, fleet.Connections);
        if (then == StaysSo) fleet.Heal();
        if (outcome != Succeeded) await Asked(run, attempt);
        File.WriteAllText(run.At("go"), "");
        await fleet.Until(run, () => fleet.Now(run).HasEnded);
        Assert.Equal(DeploymentStatus.Succeeded, fleet.Now(run).Status);
        OnceOnly(run, during, trouble, outcome);
    }

    public void Dispose() => fleet.Restore();

    /// <summary>The deployment asks with these words, and goes on when it is answered.</summary>
    private async Task Asked(Shipping run, Attempt attempt)
    {
        await fleet.Until(run, () => fleet.Now(run).Status == DeploymentStatus.Waiting);
        Assert.Contains(attempt.Sentence, fleet.Now(run).Question?.Text);
        Assert.Single(fleet.Now(run).Attempts, a => a.Action == attempt.Action);
        await fleet.Retry(run);
    }

    private void OnceOnly(Shipping run, During during, Trouble trouble, Outcome outcome)
    {
        var started = fleet.Now(run).Attempts.Count(a => a.Action == "per-target/one");
        Assert.Equal(during == Runs && outcome == Unknown ? 2 : 1, started);
        Assert.Equal(started, run.Lines("ledger").Count(line => line == "begins"));
        if (started > 1) return;
        var (said, log) = (File.ReadAllText(run.At("said")), fleet.Log(run, "per-target/one#1"));
        // What a full disk did not take is told; nothing else may be missing.
        if (during == Runs && trouble == HasNoRoom) Assert.StartsWith(log, said, StringComparison.Ordinal);
        else Assert.Equal(said, log);
    }

    private async Task<Attempt> Ended(Shipping run, During during, bool waits)
    {
        var action = during == Sends ? "upload/one" : "per-target/one";
        await fleet.Until(run, () =>
        {
            if (waits) fleet.TimePasses();
            return fleet.Now(run).Latest(action) is { IsOpen: false };
        });
        return fleet.Now(run).Attempts.First(a => a.Action == action);
    }

    private async Task Written(Shipping run, int more)
    {
        var before = run.Lines("said").Length;
        await fleet.Until(run, () => run.Lines("said").Length > before + more);
    }

    /// <param name="told">A star stands for anything.</param>
    private void Says(string told, string sentence) => Assert.Matches(
        "^" + string.Join(".*", told.Replace("{host}", fleet.Name, StringComparison.Ordinal).Split('*')
            .Select(System.Text.RegularExpressions.Regex.Escape)) + "$", sentence.Replace("[127.0.0.1]:", "127.0.0.1:", StringComparison.Ordinal));

}

/// <summary>What the server is doing with the host.</summary>
public enum During { Sends, Runs }

/// <summary>How it goes on with the host.</summary>
public enum Then { IsBack, StaysSo }
