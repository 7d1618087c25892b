using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Incidents;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>What is said of a drill whose host is away or knows nothing of it any more; it never runs twice.</summary>
public sealed class DrillsInTrouble
{
    private static readonly StreamName Production = Lane.StreamOf("storefront", "production");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_was_accepted_and_whose_ticket_is_gone_is_not_known_and_not_begun_again()
    {
        var host = new Scripted(TicketState.NeverStarted);

        var ended = await Drilled(host);

        Assert.Equal((Outcome.Unknown, 1, 0), (ended.Outcome, host.Starts, host.Forgotten));
        Assert.StartsWith("Not known: it ran, and what was kept of it on web-1 is gone. Look on web-1", ended.Sentence);
    }

    [Fact]
    public async Task One_that_was_seen_running_and_whose_ticket_is_gone_is_not_known_and_not_begun_again()
    {
        var host = new Scripted(TicketState.Running, TicketState.NeverStarted);

        var ended = await Drilled(host);

        Assert.Equal((Outcome.Unknown, 0), (ended.Outcome, host.Starts));
    }

    [Fact]
    public async Task A_start_that_was_cut_short_is_begun_again()
    {
        var host = new Scripted(TicketState.NeverStarted, TicketState.NeverStarted, TicketState.Finished) { CutShort = 1 };

        var ended = await Drilled(host);

        Assert.Equal((Outcome.Failed, 2, 1), (ended.Outcome, host.Starts, host.Forgotten));
    }

    [Fact]
    public async Task One_that_runs_is_waited_for_also_where_somebody_has_to_mend_its_host()
    {
        var host = new Scripted(TicketState.NeverStarted, null, null, TicketState.Finished);

        var ended = await Drilled(host);

        Assert.Equal((Outcome.Failed, 1), (ended.Outcome, host.Starts));
    }

    [Fact]
    public async Task One_that_was_never_sent_is_not_waited_for_where_somebody_has_to_mend_its_host()
    {
        var host = new Scripted([null]);

        var ended = await Drilled(host);

        Assert.Equal((Outcome.Error, 0), (ended.Outcome, host.Starts));
        Assert.Equal("It did not start: web-1 lets nobody in.", ended.Sentence);
    }

    [Fact]
    public async Task One_whose_output_another_server_kept_and_whose_ticket_is_gone_is_not_begun_again()
    {
        var (before, after) = (new Scripted(TicketState.Running), new Scripted(TicketState.NeverStarted));

        var ended = await Drilled(before, after);

        Assert.Equal((Outcome.Unknown, 0), (ended.Outcome, after.Starts));
        Assert.StartsWith("Not known: it ran, and what was kept of it on web-1 is gone.", ended.Sentence);
    }

    /// <param name="hosts">What a server after the other sees; all but the last stop once they kept something of its output.</param>
    private static async Task<Drill> Drilled(params Scripted[] hosts)
    {
        await using var house = await IncidentHouse.Open();
        await house.Services.GetRequiredService<BackgroundWork>().Of<DrillRunner>().StopAsync(Stop);
        await Declare(house);
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(Deployment.StreamOf("point"), new Backed("point"), "Grace", Stop));
        using var users = new UserShells("~/.plimsoll");
        using var ssh = new SshHosts(SshSettings.Of(""));
        var output = house.Services.GetRequiredService<OutputKeeper>();
        foreach (var host in hosts)
        {
            using var runner = new DrillRunner(
                house.Desk, house.Services.GetRequiredService<Feed>(), new Places(host, users, ssh),
                output, house.Services.GetRequiredService<WorkSecrets>(), NullLogger<DrillRunner>.Instance)
            { Pause = TimeSpan.FromMilliseconds(1) };
            await runner.StartAsync(Stop);
            if (host == hosts[0]) await house.Post("Grace", "services/storefront/production/drill", new { });
            await Bench.Until(() => host == hosts[^1] ? !Latest(house).IsOpen : output.HasSome(Drills.KeyOf("storefront", "production", Latest(house))));
            await runner.StopAsync(Stop);
        }
        return Latest(house);
    }

    private static Drill Latest(IncidentHouse house) => house.Desk.World.Get<Lane>(Production).Drill!;

    private static Task Declare(IncidentHouse house) => house.Post("Grace", "services/apply", new ApplyServices(
        "plimsoll.yaml",
        SomeService.Yaml("storefront", "Storefront", "ask", house.Repository.Path, house.At()).Replace(
            "    canary: 1\n",
            "    canary: 1\n    backup:\n      command: echo point\n      restore: by hand\n"
            + "      drill: { restore: echo back, check: echo it holds }\n", StringComparison.Ordinal)));

    /// <summary>Shows these states one after the other, the last for ever; null: nobody is let in.</summary>
    private sealed class Scripted(params TicketState?[] states) : IDriver
    {
        private int _looks;

        public int Starts { get; private set; }

        public int Forgotten { get; private set; }

        private static byte[] Wrote => [.. "restoring\n"u8];

        /// <summary>So many starts are lost on their way.</summary>
        public int CutShort { get; init; }

        public Task<Started> Start(Ticket ticket, CancellationToken stop) => ++Starts > CutShort
            ? Task.FromResult<Started>(new Started.Accepted())
            : throw new HostUnreachable("The connection to web-1 was lost.", passes: true);

        public Task<Observed> Observe(string ticket, long cursor, CancellationToken stop) =>
            states[Math.Min(_looks++, states.Length - 1)] is { } state
                ? Task.FromResult(new Observed(
                    state, state == TicketState.Finished ? 3 : null, $"{state}",
                    [.. Wrote.Skip((int)cursor)], state == TicketState.NeverStarted ? cursor : Wrote.Length))
                : throw new HostUnreachable("web-1 lets nobody in.", passes: false);

        public Task Forget(string ticket, CancellationToken stop)
        {
            Forgotten++;
            return Task.CompletedTask;
        }

        public Task<Cancelled> Cancel(string ticket, CancellationToken stop) => throw new NotSupportedException();

        public Task<HostState> Probe(string folder, CancellationToken stop) => throw new NotSupportedException();

        public Task<bool> Has(string mark, string sha256, CancellationToken stop) => throw new NotSupportedException();

        public Task<string> Running(string folder, CancellationToken stop) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> Clean(CancellationToken stop) => throw new NotSupportedException();

        public Task<string> Bring(string file, string sha256, CancellationToken stop) => throw new NotSupportedException();
    }
}
