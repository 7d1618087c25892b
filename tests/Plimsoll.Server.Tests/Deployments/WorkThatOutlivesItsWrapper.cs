using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Tests.Drivers;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>A host that is short of memory kills the wrapper and not the work: nobody knows how that ends.</summary>
public sealed class WorkThatOutlivesItsWrapper
{
    [Fact]
    public async Task What_it_left_is_there_to_be_looked_at_and_is_tidied_up_once_it_is_gone()
    {
        await using var server = await HookedServer.Start();
        string In(string name) => server.In(name);
        Attempt? Ended() => server.Run("one").Attempts
            .FirstOrDefault(a => a is { Outcome: not null, Ticket: not "" } && a.Ticket == File.ReadAllText(In("ticket")).Trim());
        await server.Deploy("one", $"""
            echo "$PLIMSOLL_TICKET" >{In("ticket.new")} && mv {In("ticket.new")} {In("ticket")}
            until [ -e {In("go")} ]; do sleep 0.02; done
            """);
        await Bench.Until(() => File.Exists(In("ticket")));
        var ticket = Path.Combine(In("data"), "tickets", File.ReadAllText(In("ticket")).Trim());
        // What watches for it are forks of it with the same words, and younger.
        Bench.Kill(Bench.Processes($"hold {Path.GetDirectoryName(ticket)} {Path.GetFileName(ticket)}").Min());
        await Bench.Until(() => Ended() is not null);

        Assert.Equal(Outcome.Unknown, Ended()!.Outcome);
        Assert.Contains("Still running", Ended()!.Sentence, StringComparison.Ordinal);
        await server.Runner.StopAsync(default);
        Assert.True(File.Exists(Path.Combine(ticket, "session")));

        var attempts = server.Services.GetRequiredService<AttemptRunner>();
        await attempts.Tidy(default);
        Assert.True(File.Exists(Path.Combine(ticket, "session")));

        File.WriteAllText(In("go"), "");
        await Bench.Until(() => Bench.Processes(In("one.sh")) is []);
        await Bench.Until(() => Tidied(attempts, ticket), tidied => tidied);
        Assert.False(File.Exists(Path.Combine(ticket, "session")));
    }

    private static async Task<bool> Tidied(AttemptRunner attempts, string ticket)
    {
        await attempts.Tidy(default);
        return File.Exists(Path.Combine(ticket, "forgotten"));
    }
}
