using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A server that was killed in the middle of starting a ticket finds a start that comes to nothing.</summary>
public sealed class StartsCutShort : IDisposable
{
    private readonly Repositories.TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_begun_again_once()
    {
        var driver = new Half([TicketState.Starting, TicketState.NeverStarted, TicketState.NeverStarted]);

        var ended = await Carry(driver);

        Assert.Equal((Outcome.Succeeded, 1), (ended.Outcome, driver.Starts));
    }

    [Fact]
    public async Task Nobody_is_asked_of_a_ticket_that_was_never_sent()
    {
        var driver = new Half([TicketState.NeverStarted]);

        var ended = await Carry(driver, isNew: true);

        Assert.Equal((Outcome.Succeeded, 1, 0), (ended.Outcome, driver.Starts, driver.LooksBeforeItRan));
    }

    [Fact]
    public async Task A_host_that_cannot_start_it_now_is_asked_again()
    {
        var driver = new Half([TicketState.NeverStarted]) { Refusals = 1 };

        var ended = await Carry(driver);

        Assert.Equal((Outcome.Succeeded, 2), (ended.Outcome, driver.Starts));
    }

    [Fact]
    public async Task A_host_that_answers_and_takes_no_work_is_not_asked_for_ever()
    {
        var machine = new FakeTimeProvider();
        var driver = new Half([.. Enumerable.Repeat(TicketState.NeverStarted, 50)])
        {
            Starting = () =>
            {
                machine.Advance(TimeSpan.FromMinutes(6));
                throw new HostUnreachable("web1 does not take it.", passes: true);
            },
        };

        var ended = await Carry(driver, machine);

        Assert.Equal((Outcome.Unknown, "Not known: web1 does not take it. Look there what it did before you answer."), (ended.Outcome, ended.Sentence));
    }

    private async Task<EndAttempt> Carry(Half driver, TimeProvider? machine = null, bool isNew = false)
    {
        var settings = new JournalSettings(_folder.At("data")) { BallastBytes = 64 * 1024 };
        await using var journal = SqliteJournal.Open(settings);
        using var feed = new Feed(journal);
        var attempt = new Attempt("migrate", 1, "ticket-1", Work.Ticket, default, null, null, "", "");
        var run = Run(attempt);
        Event[] story = [new DeploymentRequested(run.Id, "s", "e", run.Order), new DeploymentStarted(run.Plan, run.Inputs!),
            new AttemptStarted(attempt.Action, attempt.Number, attempt.Ticket, attempt.Work, Phase.Deploy)];
        foreach (var (number, happened) in story.SkipLast(isNew ? 1 : 0).Index())
        {
            var fact = new Fact(number + 1, Deployment.StreamOf(run.Id), number + 1, happened, new Moment(default, ""));
            feed.World.Apply(fact, Deployment.Empty);
        }
        var store = new SegmentStore(_folder.At("output.db"));
        var keeper = new OutputKeeper(new OutputCollector(store, new FakeTimeProvider()), store);
        var runner = new TicketRunner(feed, new Places(driver, new UserShells("~/.plimsoll"), new SshHosts(SshSettings.Of(""))), new ActionPlans(new ArtifactStore(_folder.At("data"))), keeper) { Machine = machine ?? TimeProvider.System };
        return await runner.Carry(run, attempt, TestContext.Current.CancellationToken);
    }

    private Deployment Run(Attempt attempt)
    {
        var file = Plimsoll.Files.Catalog.ServiceFileReader.Read("plimsoll.yaml", $$"""
            name: s
            people: { Release Manager: ada }
            staging: none because "a test"
            environments:
              - name: production
                hooks: { migrate: "true" }
                backup: none because "a test"
                targets: [{ name: one, folder: "{{_folder.Path}}" }]
            smoke: [{ command: "true" }]
            """);
        Assert.True(!file.HasErrors, Plimsoll.Files.Catalog.ServiceFileReport.Render(file));
        var service = Assert.Single(file.Services);
        return Deployment.Empty with
        {
            Id = "run", Service = "s", Environment = "production",
            Status = DeploymentStatus.Running, Attempts = [attempt],
            Order = Deployment.Empty.Order with { Deployment = "run", Version = "1.0.0" },
            Inputs = new FrozenInputs(service, service.Environments[0]),
            Plan = [new PlannedAction("migrate", "migrate", "", [], 0, Phase.Deploy, Work.Ticket, false)],
        };
    }

    /// <summary>Shows these states first; finished once it was started.</summary>
    private sealed class Half(ImmutableArray<TicketState> states) : IDriver
    {
        public Task<HostState> Probe(string folder, CancellationToken stop) => throw new NotSupportedException();

        public Task<bool> Has(string mark, string sha256, CancellationToken stop) => throw new NotSupportedException();

        public Task<string> Running(string folder, CancellationToken stop) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> Clean(CancellationToken stop) => throw new NotSupportedException();

        public Task<string> Bring(string file, string sha256, CancellationToken stop) => Task.FromResult(file);

        private int _looks;
        private bool _runs;

        public int Starts { get; private set; }

        public int LooksBeforeItRan => _looks;

        public int Refusals { get; init; }

        public Action? Starting { get; init; }

        public Task<Started> Start(Ticket ticket, CancellationToken stop)
        {
            Starts++;
            Starting?.Invoke();
            _runs = Starts > Refusals;
            return Task.FromResult<Started>(_runs ? new Started.Accepted() : new Started.NotStarted("no space left"));
        }

        public Task<Observed> Observe(string ticket, long cursor, CancellationToken stop)
        {
            var state = _runs ? TicketState.Finished : states[Math.Min(_looks++, states.Length - 1)];
            return Task.FromResult(new Observed(state, _runs ? 0 : null, $"{state}", [], cursor));
        }

        public Task<Cancelled> Cancel(string ticket, CancellationToken stop) => Task.FromResult(new Cancelled(true, ""));

        public Task Forget(string ticket, CancellationToken stop) => Task.CompletedTask;
    }
}
