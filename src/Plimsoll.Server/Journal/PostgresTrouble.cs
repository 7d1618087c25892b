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

    // This node stood still in the middle of a transaction, and the database ended it for the others.
    private const string HeldTooLong = "25P03";

    // A replica that was asked for its place in the write-ahead log.
    private const string InRecovery = PostgresErrorCodes.ObjectNotInPrerequisiteState;
}
