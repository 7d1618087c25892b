using System.Diagnostics.Metrics;
using Npgsql;

namespace Plimsoll.Server.Journal;

/// <summary>Which database a journal lies in, and how long it is waited for.</summary>
/// <param name="Folder">The data folder of this node; made if absent, readable by its owner only.</param>
/// <param name="Database">As Npgsql reads it; several hosts with a comma between them are tried in turn.</param>
public sealed record PostgresSettings(string Folder, NpgsqlConnectionStringBuilder Database)
{
    private const string Name = "plimsoll";

    // With the one that writes, the heartbeat's, the one that listens, and one or two for long work: about 20.
    private const int MostReaders = 15;

    /// <summary>How long a database that went away is waited for, before whoever waits is told that it is not known
    /// what was written.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Machine time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where commits and facts are counted; null: nowhere.</summary>
    public Meter? Meter { get; init; }

    /// <summary>Which program writes.</summary>
    public Edition Edition { get; init; } = Edition.This;

    /// <summary>For people: without what it signs in with.</summary>
    public string Place => Database.Port == NpgsqlConnection.DefaultPort
        ? $"postgres://{Database.Host}/{Database.Database}" : $"postgres://{Database.Host}:{Database.Port}/{Database.Database}";

    /// <summary>As a server is told of it, without its password.</summary>
    public string Address => Place.Replace("://", Database.Username is { Length: > 0 } user ? $"://{Uri.EscapeDataString(user)}@" : "://", StringComparison.Ordinal);

    /// <summary>One that writes; a node that stops in the middle of a transaction is not waited for longer than that.</summary>
    /// <remarks>Never to a replica: what is written there is nowhere.</remarks>
    internal NpgsqlConnection ForWriting() => Open(new NpgsqlConnectionStringBuilder(ForAll())
    {
        Pooling = false,
        CommandTimeout = 20,
        // A commit that is taken back while it waits for a replica would be answered as if the replica had it.
        CancellationTimeout = -1,
        Options = $"{Database.Options} -c idle_in_transaction_session_timeout=10s -c lock_timeout=15s -c tcp_user_timeout=10s".Trim(),
    }.ToString());

    /// <summary>One that copies much: no statement of it is too long.</summary>
    internal NpgsqlConnection ForMoving() => Open(new NpgsqlConnectionStringBuilder(ForAll()) { Pooling = false, CommandTimeout = 0 }.ToString());

    /// <summary>One that reads all of it as of one moment; the server is asked for it by that name.</summary>
    internal NpgsqlConnection ForBackup() => Open(
        new NpgsqlConnectionStringBuilder(ForAll()) { Pooling = false, CommandTimeout = 0, ApplicationName = Backup }.ToString());

    /// <summary>How the database knows a connection that takes a backup.</summary>
    internal const string Backup = "plimsoll-backup";

    /// <summary>Whether a backup is being taken of this database, as far as its role may see.</summary>
    internal static bool IsBackedUp(NpgsqlConnection connection) => connection.Count(
        "SELECT count(*) FROM pg_stat_activity "
        + $"WHERE datname = current_database() AND application_name = '{Backup}'") > 0;

    internal NpgsqlConnection ForReading() => Open(ForAll());

    /// <summary>One of its own for a thread that waits or beats: nobody else's turn, and no statement of long.</summary>
    internal NpgsqlConnection ForListening() => Open(new NpgsqlConnectionStringBuilder(ForAll())
    {
        Pooling = false, CommandTimeout = 5, Timeout = 5,
        Options = $"{Database.Options} -c idle_in_transaction_session_timeout=5s -c lock_timeout=4s -c tcp_user_timeout=5s "
            + "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3",
    }.ToString());

    /// <summary>Connections that are kept open for readers are closed; the next is a new one.</summary>
    internal void Forget()
    {
        using var one = new NpgsqlConnection(ForAll());
        NpgsqlConnection.ClearPool(one);
    }

    private string ForAll() => new NpgsqlConnectionStringBuilder(Database.ToString())
    {
        ApplicationName = Database.ApplicationName ?? Name,
        MaxPoolSize = Database.ShouldSerialize("Maximum Pool Size")
            ? Database.MaxPoolSize : Math.Max(MostReaders, Database.MinPoolSize),
        MaxAutoPrepare = 64,
        AutoPrepareMinUsages = 2,
        TcpKeepAlive = true,
        KeepAlive = 10,
        TargetSessionAttributes = Database.Host?.Contains(',', StringComparison.Ordinal) == true ? "read-write" : null,
    }.ToString();

    private static NpgsqlConnection Open(string text)
    {
        var connection = new NpgsqlConnection(text);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
