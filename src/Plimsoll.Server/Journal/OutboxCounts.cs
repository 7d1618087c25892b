using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>How many messages of a channel stand in a state.</summary>
public sealed record OutboxCount(string Channel, OutboxState State, long Messages)
{
    /// <summary>It will not leave by itself any more.</summary>
    public bool IsDead => State is OutboxState.GivenUp or OutboxState.NotSent;
}

/// <summary>Counts what is left in the outbox, without a look at all that was ever sent.</summary>
internal static class OutboxCounts
{
    private const string IsLeft = "state NOT IN ('sent', 'withdrawn')";

    public const string Index = $"CREATE INDEX IF NOT EXISTS outbox_left ON outbox (channel, state) WHERE {IsLeft};";

    public const string Left = $"SELECT channel, state, count(*) FROM outbox WHERE {IsLeft} GROUP BY channel, state";

    public static OutboxCount From(SqliteDataReader row) =>
        new(row.GetString(0), OutboxTable.State(row.GetString(1)), row.GetInt64(2));
}
