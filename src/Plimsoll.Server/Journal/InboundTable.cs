using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>What other systems posted: each message once, and which incident an alert belongs to.</summary>
public sealed class InboundTable(SqlJournal journal)
{
    internal const string Table = """
        CREATE TABLE IF NOT EXISTS inbound_delivery (
            key TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            service TEXT NOT NULL,
            at INTEGER NOT NULL,
            outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS inbound_delivery_at ON inbound_delivery (at);
        CREATE TABLE IF NOT EXISTS inbound_alert (
            alert TEXT PRIMARY KEY,
            bunch TEXT NOT NULL,
            incident TEXT NOT NULL,
            at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS inbound_alert_bunch ON inbound_alert (bunch, at);
        """;

    private static readonly TimeSpan AlertsKept = TimeSpan.FromDays(90);

    public async Task<bool> Has(string key, CancellationToken stop) => (await journal.Query(
        "SELECT 1 FROM inbound_delivery WHERE key = @key", ("@key", key), row => row.GetInt64(0), stop)).Count > 0;

    /// <summary>False: it is there already. What is older than <paramref name="keptFor"/> is forgotten.</summary>
    public Task<bool> Add(Delivered delivery, TimeSpan keptFor, CancellationToken stop) => journal.Change(
        tables =>
        {
            tables.Run("DELETE FROM inbound_delivery WHERE at < @1", (delivery.At - keptFor).ToUnixTimeMilliseconds());
            return tables.Run(
                "INSERT INTO inbound_delivery (key, kind, service, at, outcome) VALUES (@1, @2, @3, @4, @5) ON CONFLICT DO NOTHING",
                delivery.Key, delivery.Kind, delivery.Service, delivery.At.ToUnixTimeMilliseconds(), delivery.Outcome) == 1;
        },
        stop);

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<Delivered>> Newest(int most, CancellationToken stop) => journal.Query(
        "SELECT key, kind, service, at, outcome FROM inbound_delivery ORDER BY at DESC, key LIMIT @most", ("@most", most),
        row => new Delivered(row.GetString(0), row.GetString(1), row.GetString(2), At(row), row.GetString(4)), stop);

    /// <summary>The incident an alert was told in; empty: it is new.</summary>
    public async Task<string> IncidentOf(string alert, CancellationToken stop) => (await journal.Query(
        "SELECT incident FROM inbound_alert WHERE alert = @alert", ("@alert", alert), row => row.GetString(0), stop))
        .FirstOrDefault("");

    // Incidents are numbered in their order; when an alert was told last says nothing of it.
    /// <summary>The newest incident of alerts that belong together; empty: there was none.</summary>
    public async Task<string> NewestOf(string bunch, CancellationToken stop) => (await journal.Query(
        "SELECT incident FROM inbound_alert WHERE bunch = @bunch ORDER BY length(incident) DESC, incident DESC LIMIT 1", ("@bunch", bunch),
        row => row.GetString(0), stop)).FirstOrDefault("");

    /// <summary>Alerts nobody has told for 90 days are forgotten.</summary>
    public Task Tell(string alert, string bunch, string incident, DateTimeOffset at, CancellationToken stop) =>
        journal.Change(
            tables =>
            {
                tables.Run("DELETE FROM inbound_alert WHERE at < @1", (at - AlertsKept).ToUnixTimeMilliseconds());
                return tables.Run(
                    "INSERT INTO inbound_alert (alert, bunch, incident, at) VALUES (@1, @2, @3, @4) ON CONFLICT DO NOTHING",
                    alert, bunch, incident, at.ToUnixTimeMilliseconds());
            },
            stop);

    public Task ToldAgain(string alert, DateTimeOffset at, CancellationToken stop) => journal.Change(
        tables => tables.Run("UPDATE inbound_alert SET at = @1 WHERE alert = @2", at.ToUnixTimeMilliseconds(), alert), stop);

    /// <summary>The same for what is known by its group alone.</summary>
    public Task ToldAgain(string bunch, string incident, DateTimeOffset at, CancellationToken stop) => journal.Change(
        tables => tables.Run("UPDATE inbound_alert SET at = @1 WHERE bunch = @2 AND incident = @3",
            at.ToUnixTimeMilliseconds(), bunch, incident), stop);

    private static DateTimeOffset At(DbDataReader row) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3));
}

/// <param name="Key">Of the signed message itself; the same message has the same.</param>
public sealed record Delivered(string Key, string Kind, string Service, DateTimeOffset At, string Outcome);
