using System.Diagnostics.CodeAnalysis;
using Npgsql;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Keeps this node in step with what the others write: told at once where that works, every second in any case.</summary>
internal sealed class Tail(
    PostgresSettings settings, SqlJournal journal, Feed feed, SharedTexts texts, IReadOnlyList<IKeepsShared> keepers, ILogger<Tail> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, long> _known = [];
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Loop();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is the matter, it is looked at again in a second.")]
    private async Task Loop()
    {
        await Task.Yield();
        NpgsqlConnection? listening = null;
        while (!_stop.IsCancellationRequested)
            try
            {
                listening ??= Listen();
                await Schema();
                await feed.CatchUp(_stop.Token);
                await LookAtTexts();
                await listening.WaitAsync(Between, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (JournalTooNew problem)
            {
                // For good: only another version of this server can go on.
                log.LogCritical("{Why}", problem.Message);
                feed.StandDown(problem.Message);
                break;
            }
            catch (Exception problem)
            {
                log.LogWarning("What other nodes write is not seen for now: {Why}", problem.Message);
                listening?.Dispose();
                listening = null;
                await Task.Delay(Between, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        listening?.Dispose();
    }

    // A newer version may have changed the tables under this server.
    private async Task Schema()
    {
        var found = await journal.Query(Journal.Schema.Of, ("@one", 1), row => row.GetInt64(0), _stop.Token);
        Journal.Schema.Check(found.Single(), settings.Place);
    }

    private NpgsqlConnection Listen()
    {
        var connection = settings.ForListening();
        connection.Run($"LISTEN {PostgresTables.Channel}");
        return connection;
    }

    // What one cannot read must not keep the others from being read.
    private async Task ReadAgain(IKeepsShared keeper)
    {
        try
        {
            await keeper.ReadAgain(_stop.Token);
        }
        catch (Exception problem) when (problem is not OperationCanceledException && !problem.IsOfTheStore)
        {
            log.LogError(problem, "What another node has changed of the {Name} cannot be read here.", keeper.Shares);
        }
    }

    private async Task LookAtTexts()
    {
        foreach (var (name, version) in texts.Versions())
            if (_known.GetValueOrDefault(name) != version)
            {
                foreach (var keeper in keepers.Where(k => k.Shares == name)) await ReadAgain(keeper);
                _known[name] = version;
            }
    }
}

/// <summary>Keeps something in memory that other nodes change as well.</summary>
internal interface IKeepsShared
{
    /// <summary>The name among the <see cref="SharedTexts"/>.</summary>
    string Shares { get; }

    Task ReadAgain(CancellationToken stop);
}
