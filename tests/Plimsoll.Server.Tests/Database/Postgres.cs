using Npgsql;
using Plimsoll.Server.Tests.Database;

[assembly: AssemblyFixture(typeof(Postgres))]

namespace Plimsoll.Server.Tests.Database;

/// <summary>One PostgreSQL for all tests that only want a database, started when the first asks for it.</summary>
public sealed class Postgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresCluster>> _cluster = new(() => PostgresCluster.Start());

    public async Task<NpgsqlConnectionStringBuilder> NewDatabase() => await (await _cluster.Value).NewDatabase();

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated && _cluster.Value.IsCompletedSuccessfully) await (await _cluster.Value).DisposeAsync();
    }
}
