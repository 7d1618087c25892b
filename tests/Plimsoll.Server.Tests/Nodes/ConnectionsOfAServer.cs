using Npgsql;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>How many connections a database has to have for each server.</summary>
public sealed class ConnectionsOfAServer(Postgres postgres)
{
    private const int Planned = 20;

    [Fact]
    public async Task However_many_read_there_are_no_more_than_the_handbook_says()
    {
        await using var house = await LiveHouse.Open();
        var database = await postgres.NewDatabase();
        database.Timeout = 1;
        await house.Restart(settings => settings with { Database = database });

        await using (var asks = new NpgsqlConnection($"{database};Pooling=false"))
        {
            await asks.OpenAsync(TestContext.Current.CancellationToken);
            var readers = Readers(new PostgresSettings(house.DataFolder, database));
            var connections = asks.Count("SELECT count(*) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND application_name = 'plimsoll'");
            foreach (var reader in readers) await reader.DisposeAsync();
            Assert.InRange(connections, readers.Count, Planned);
        }

        await house.ApplyGuide();
    }

    [Fact]
    public async Task Who_names_another_number_has_that()
    {
        using var folder = new DataFolder();
        var database = await postgres.NewDatabase();
        (database.Timeout, database.MaxPoolSize) = (1, 2);
        var readers = Readers(new PostgresSettings(folder.Path, database));
        foreach (var reader in readers) await reader.DisposeAsync();
        Assert.Equal(2, readers.Count);
    }

    // They share what a server of this process with the same settings has.
    private static List<NpgsqlConnection> Readers(PostgresSettings store)
    {
        List<NpgsqlConnection> readers = [];
        try
        {
            while (readers.Count < 2 * Planned) readers.Add(store.ForReading());
        }
        catch (NpgsqlException)
        {
            // There are no more.
        }

        return readers;
    }
}
