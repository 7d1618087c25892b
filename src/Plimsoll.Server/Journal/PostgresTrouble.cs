using System.Net.Sockets;
using Npgsql;

namespace Plimsoll.Server.Journal;

/// <summary>What is the matter with a database: with one write, or with the way to it.</summary>
internal static class PostgresTrouble
{
    /// <summary>It is gone, ends, starts, was demoted, or is held by somebody: it may be back in a moment.</summary>
    public static bool IsAway(Exception problem) => problem switch
    {
        PostgresException { SqlState: var state } => state
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections
            or HeldTooLong or InRecovery
            || state.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>What whoever looks after the database or its address does about it.</summary>
    public static string Remedy(Exception problem) => problem switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } =>
            "Put the right password of the role into PGPASSWORD or a PGPASSFILE, or set it anew: ALTER ROLE … PASSWORD.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "Make the role (CREATE ROLE … LOGIN), or let it in from this machine: a line in pg_hba.conf, and pg_reload_conf(). Where that "
            + "wants a connection that is encrypted, add ?sslmode=require to the address.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "Make it empty, owned by the role of the address: CREATE DATABASE … OWNER …; or mend the name in the address.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The role of the address must own the database, or be allowed to create tables in it: ALTER DATABASE … OWNER TO …, or "
            + "GRANT CREATE, USAGE ON SCHEMA public.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            "Raise max_connections: each server uses about 20 connections.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "PostgreSQL starts or ends: try again in a moment.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or InRecovery } =>
            "That is a replica: name the primary, or all of them with a comma between, so that the one that takes writes is found.",
        _ when problem.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            "Put the password of the role into PGPASSWORD or a PGPASSFILE.",
        _ when problem.Message.Contains("SSL", StringComparison.Ordinal) =>
            "Let PostgreSQL speak TLS (ssl = on, with a certificate), or leave sslmode out of the address where the way there is safe.",
        _ => "Start PostgreSQL, or mend the host and the port in the address.",
    };

    // This node stood still in the middle of a transaction, and the database ended it for the others.
    private const string HeldTooLong = "25P03";

    // A replica that was asked for its place in the write-ahead log.
    private const string InRecovery = PostgresErrorCodes.ObjectNotInPrerequisiteState;
}
