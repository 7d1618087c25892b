using Npgsql;
using Plimsoll.Server.Tests.Drivers;

namespace Plimsoll.Server.Tests.Database;

/// <summary>A transaction that holds the end of the journal: every server that wants to write waits until it is let go.</summary>
internal sealed class HeldHead : IAsyncDisposable
{
    private const string Waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private readonly NpgsqlConnection _holder;

    private HeldHead(NpgsqlConnection holder) => _holder = holder;

    public static async Task<HeldHead> In(NpgsqlConnectionStringBuilder database)
    {
        var held = new HeldHead(new NpgsqlConnection($"{database};Pooling=false"));
        await held._holder.OpenAsync(TestContext.Current.CancellationToken);
        await held.Ask("BEGIN; SELECT position FROM head FOR UPDATE");
        return held;
    }

    /// <summary>Waits until so many wait for it.</summary>
    public Task Until(int writers) => Bench.Until(Writers, waiting => waiting >= writers);

    public Task Release() => Ask("COMMIT");

    public async ValueTask DisposeAsync() => await _holder.DisposeAsync();

    private async Task<long> Writers()
    {
        await Ask("SELECT pg_stat_clear_snapshot()");
        return await Ask(Waiting);
    }

    private async Task<long> Ask(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _holder);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is long number ? number : 0;
    }
}
