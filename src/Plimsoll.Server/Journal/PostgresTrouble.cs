using System.Net.Sockets;
using System.Security.Authentication;
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
        // Of several hosts, what the first of them said.
        AggregateException { InnerExceptions: [var first, ..] } => Remedy(first),
        NpgsqlException { InnerException: AggregateException or PostgresException } => Remedy(problem.InnerException),
        NpgsqlException { InnerException: AuthenticationException } =>
            "Its certificate is not trusted: name its authority with ?sslrootcert=FILE, and the host as the certificate does.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } =>
            "Put the right password of the role into PGPASSWORD or a PGPASSFILE, or set it anew: ALTER ROLE … PASSWORD.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "Make the role (CREATE ROLE … LOGIN), let it sign in (ALTER ROLE … LOGIN), or let it in from this machine: a line in "
            + "pg_hba.conf, and pg_reload_conf(). Where that wants a connection that is encrypted, add ?sslmode=require to the address.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "Make it empty, owned by the role of the address: CREATE DATABASE … OWNER …; or mend the name in the address.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The role of the address must own the database and its tables, or be allowed to create them: ALTER DATABASE … OWNER TO …, "
            + "REASSIGN OWNED BY … TO …, or GRANT CREATE, USAGE ON SCHEMA public.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            "Raise max_connections, or the limit of the role or the database: each server uses about 20 connections.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "PostgreSQL starts or ends: try again in a moment.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => Replica,
        PostgresException => "PostgreSQL answered and would not: its log says more.",
        _ when problem.Message.Contains("No suitable host", StringComparison.Ordinal) => Replica,
        _ when problem.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            "Put the password of the role into PGPASSWORD or a PGPASSFILE.",
        _ when problem.Message.Contains("No SSL enabled connection", StringComparison.Ordinal) =>
            "Let PostgreSQL speak TLS (ssl = on, with a certificate), or leave sslmode out of the address where the way there is safe.",
        _ => "Start PostgreSQL, or mend the host and the port in the address.",
    };

    private const string Replica =
        "Those are replicas: name the primary, or all of them with a comma between, so that the one that takes writes is found.";

    // This node stood still in the middle of a transaction, and the database ended it for the others.
    private const string HeldTooLong = "25P03";

    // A replica that was asked for its place in the write-ahead log.
    private const string InRecovery = PostgresErrorCodes.ObjectNotInPrerequisiteState;
}
