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

    [Fact]
    public async Task Work_that_was_seen_and_is_gone_with_its_folder_is_not_known_and_never_begun_twice()
    {
        var driver = new Half([TicketState.NeverStarted])
        {
            Afterwards = look => look switch
            {
                0 => TicketState.Running,
                1 => throw new HostUnreachable("web1 restarts.", passes: true),
                _ => TicketState.NeverStarted,
            },
        };

        var ended = await Carry(driver, isNew: true);

        Assert.Equal((Outcome.Unknown, 1), (ended.Outcome, driver.Starts));
        Assert.Equal(
            "Not known: it was begun, and where it ran nothing is known of it any more. Look there what it did before you answer.", ended.Sentence);
    }

    [Fact]
    public async Task What_was_never_sent_is_stopped_without_asking_its_host()
    {
        var driver = new Half([]) { Stopping = () => throw new InvalidOperationException("It was asked.") };

        var stopped = await With(driver, null, isNew: true, (runner, run, attempt) => runner.Cancel(run, attempt, TestContext.Current.CancellationToken));

        Assert.True(stopped?.Clean);
    }

    [Fact]
    public async Task A_stop_that_cannot_be_told_is_tried_again_for_a_minute()
    {
        var machine = new FakeTimeProvider();
        var driver = new Half([]) { Stopping = () => throw new HostUnreachable("web1 is away.", passes: true) };

        var (first, last) = await With(driver, machine, isNew: false, async (runner, run, attempt) =>
        {
            var first = await runner.Cancel(run, attempt, TestContext.Current.CancellationToken);
            machine.Advance(TimeSpan.FromSeconds(61));
            return (first, await runner.Cancel(run, attempt, TestContext.Current.CancellationToken));
        });

        Assert.Null(first);
        Assert.Equal(new Cancelled(false, "It may still run: web1 is away."), last);
    }

    private Task<EndAttempt> Carry(Half driver, TimeProvider? machine = null, bool isNew = false) =>
        With(driver, machine, isNew, (runner, run, attempt) => runner.Carry(run, attempt, TestContext.Current.CancellationToken));

    private async Task<T> With<T>(Half driver, TimeProvider? machine, bool isNew, Func<TicketRunner, Deployment, Attempt, Task<T>> work)
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
        return await work(runner, run, attempt);
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

        private int _looks, _later;
        private bool _runs;

        public int Starts { get; private set; }

        public int LooksBeforeItRan => _looks;

        public int Refusals { get; init; }

        public Action? Starting { get; init; }

        /// <summary>What is seen at each look once it was started; finished when left out.</summary>
        public Func<int, TicketState>? Afterwards { get; init; }

        public Func<Cancelled> Stopping { get; init; } = () => new Cancelled(true, "");

        public Task<Started> Start(Ticket ticket, CancellationToken stop)
        {
            Starts++;
            Starting?.Invoke();
            _runs = Starts > Refusals;
            return Task.FromResult<Started>(_runs ? new Started.Accepted() : new Started.NotStarted("no space left"));
        }

        public Task<Observed> Observe(string ticket, long cursor, CancellationToken stop)
        {
            var state = _runs ? Afterwards?.Invoke(_later++) ?? TicketState.Finished : states[Math.Min(_looks++, states.Length - 1)];
            return Task.FromResult(new Observed(state, state == TicketState.Finished ? 0 : null, $"{state}", [], cursor));
        }

        public Task<Cancelled> Cancel(string ticket, CancellationToken stop) => Task.FromResult(Stopping());

        public Task Forget(string ticket, CancellationToken stop) => Task.CompletedTask;
    }
}
