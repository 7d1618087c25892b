using Npgsql;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>Lets some in by their password, some only where it is encrypted, and one not at all.</summary>
public sealed class ParticularCluster : IAsyncLifetime
{
    internal PostgresCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await PostgresCluster.Start(access: """
            host all guarded 127.0.0.1/32 scram-sha-256
            hostssl all sealed 127.0.0.1/32 trust
            host all sealed 127.0.0.1/32 reject
            """);
        foreach (var sql in (string[])[
            "CREATE ROLE guarded LOGIN PASSWORD 'right'", "CREATE ROLE guest LOGIN", "CREATE ROLE sealed LOGIN", "CREATE ROLE barred", "CREATE DATABASE house",
            "CREATE DATABASE replica", "ALTER DATABASE replica SET default_transaction_read_only = on"])
            await Cluster.Do("postgres", sql);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

/// <summary>A database that cannot be used is told of with what is the matter and what to do about just that.</summary>
public sealed class WhatADatabaseLacks(ParticularCluster particular) : IClassFixture<ParticularCluster>, IDisposable
{
    private readonly DataFolder _folder = new();

    [Theory]
    [InlineData("Username=guarded;Password=wrong", "Put the right password of the role into PGPASSWORD or a PGPASSFILE")]
    [InlineData("Username=guarded", "Put the password of the role into PGPASSWORD or a PGPASSFILE.")]
    [InlineData("Username=nobody", "Make the role (CREATE ROLE … LOGIN), let it sign in")]
    [InlineData("Username=sealed;SSL Mode=Disable", "Where that wants a connection that is encrypted, add ?sslmode=require")]
    [InlineData("Username=guest", "GRANT CREATE, USAGE ON SCHEMA public")]
    [InlineData("Database=no_such", "CREATE DATABASE … OWNER …; or mend the name in the address")]
    [InlineData("SSL Mode=Require", "Let PostgreSQL speak TLS (ssl = on, with a certificate)")]
    [InlineData("SSL Mode=VerifyFull;Host=127.0.0.1,localhost", "Let PostgreSQL speak TLS")]
    [InlineData("Database=replica;Host=127.0.0.1,localhost", "Those are replicas: name the primary")]
    [InlineData("Username=barred", "let it sign in (ALTER ROLE … LOGIN)")]
    [InlineData("Port=1", "Start PostgreSQL, or mend the host and the port in the address.")]
    public void It_is_said_what_to_do(string change, string remedy)
    {
        var address = new NpgsqlConnectionStringBuilder($"{particular.Cluster.Of("house")};{change}");
        var away = Assert.Throws<JournalAway>(() => PostgresJournal.Open(new PostgresSettings(_folder.Path, address)));
        Assert.Contains(remedy, away.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", away.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
