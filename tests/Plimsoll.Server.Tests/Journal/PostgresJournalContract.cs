using Npgsql;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>The whole contract, on PostgreSQL.</summary>
public sealed class PostgresJournalContract(Postgres postgres) : ReactorContract
{
    private readonly DataFolder _folder = new();
    private NpgsqlConnectionStringBuilder? _database;

    protected override async Task<IJournal> Open() =>
        PostgresJournal.Open(new PostgresSettings(_folder.Path, _database ??= await postgres.NewDatabase()));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
