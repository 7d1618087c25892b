using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>The rows of the outbox, as the writer changes them.</summary>
internal sealed class OutboxTable(SqliteConnection connection) : IDisposable
{
    private const string Columns =
        "key, channel, to_json, title, text, about, at, state, tries, next_try, last_error, sent_at, calendar";

    public const string Newest = $"SELECT {Columns} FROM outbox ORDER BY number DESC LIMIT $limit";

    public const string ByKey = $"SELECT {Columns} FROM outbox WHERE key = $key";

    private readonly Statement _add = new(
        connection,
        """
        INSERT INTO outbox (key, channel, to_json, title, text, about, at, state, tries, next_try, calendar)
        VALUES ($key, $channel, $to, $title, $text, $about, $at, 'waiting', 0, 0, $calendar) ON CONFLICT DO NOTHING
        """,
        "$key", "$channel", "$to", "$title", "$text", "$about", "$at", "$calendar");

    private readonly Statement _claim = new(
        connection,
        $"""
        UPDATE outbox SET state = 'sending', tries = tries + 1, next_try = $until WHERE number IN (
            SELECT number FROM outbox WHERE state IN ('waiting', 'sending', 'failed') AND next_try <= $now
                AND (channel LIKE 'page-%') = $pages
            ORDER BY next_try, number LIMIT $limit)
        RETURNING {Columns}
        """,
        "$now", "$until", "$limit", "$pages");

    private readonly Statement _release = new(
        connection, "UPDATE outbox SET next_try = 0 WHERE state = 'sending'");

    private readonly Statement _redact = new(
        connection,
        """
        UPDATE outbox SET title = '(removed)', text = '(removed)', calendar = '', last_error = NULL,
            state = CASE WHEN state = 'sent' THEN state ELSE 'withdrawn' END WHERE number = $number
        """,
        "$number");

    private readonly Statement _naming = new(
        connection,
        """
        SELECT number, key, to_json, title, text, replace(calendar, char(13, 10, 32), ''), last_error, state FROM outbox
        WHERE holds(key || ' ' || title || ' ' || text || ' ' || coalesce(last_error, ''), $mail)
            OR holds(replace(calendar, char(13, 10, 32), ''), $mail)
            OR EXISTS (SELECT 1 FROM json_each(to_json) WHERE holds(value, $mail))
        """,
        "$mail");

    // SQLite's own `lower` knows ASCII only, and what is found here must be what the expression of Forget replaces.
    private static readonly Func<string?, string, bool> Holds =
        (text, part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private readonly Statement _forget = new(
        connection,
        """
        UPDATE outbox SET key = $key, to_json = $to, title = $title, text = $text, calendar = $calendar,
            last_error = $error, state = $state WHERE number = $number
        """,
        "$number", "$key", "$to", "$title", "$text", "$calendar", "$error", "$state");

    private readonly Statement _mark = new(
        connection,
        """
        UPDATE outbox SET state = $state, next_try = $next, last_error = $error, sent_at = $sent
        WHERE key = $key AND state <> 'sent'
        """,
        "$key", "$state", "$next", "$error", "$sent");

    /// <summary>Before the statements that call it are first run.</summary>
    public static SqliteConnection Prepared(SqliteConnection connection)
    {
        connection.CreateFunction("holds", Holds, isDeterministic: true);
        return connection;
    }

    public void Add(OutboxRow row)
    {
        _add[0] = row.Key;
        _add[1] = row.Channel;
        _add[2] = JsonSerializer.Serialize(row.To);
        _add[3] = row.Title;
        _add[4] = row.Text;
        _add[5] = row.About.Value;
        _add[6] = row.At.UtcTicks;
        _add[7] = row.Calendar;
        _add.Execute();
    }

    public IReadOnlyList<OutboxItem> Claim(OutboxLine line, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        _claim[0] = now.UtcTicks;
        _claim[1] = until.UtcTicks;
        _claim[2] = limit;
        _claim[3] = line == OutboxLine.Pages ? 1 : 0;
        using var rows = _claim.Query();
        var claimed = new List<OutboxItem>();
        while (rows.Read()) claimed.Add(From(rows));
        return claimed;
    }

    public int Release() => _release.Execute();

    public bool Mark(string key, OutboxState state, DateTimeOffset? next, string? error, DateTimeOffset? sent)
    {
        _mark[0] = key;
        _mark[1] = Word(state);
        _mark[2] = next?.UtcTicks ?? 0;
        _mark[3] = error;
        _mark[4] = sent?.UtcTicks;
        return _mark.Execute() == 1;
    }

    /// <summary>Its words go; what had not left does not leave.</summary>
    public void Redact(long number)
    {
        _redact[0] = number;
        _redact.Execute();
    }

    /// <summary>An address becomes the id of whom it was of, wherever it stands whole.</summary>
    /// <remarks>What had not left and was for them alone does not leave; others still get theirs.</remarks>
    public void Forget(string mail, string id)
    {
        var whole = new Regex(
            $@"(?<![\w.+%'-]){Regex.Escape(mail)}(?![\w-]|\.\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var changed = new List<object?[]>();
        _naming[0] = mail;
        using (var rows = _naming.Query())
            while (rows.Read())
            {
                string Without(int column) => whole.Replace(rows.GetString(column), id);
                var to = JsonSerializer.Deserialize<string[]>(rows.GetString(2)) ?? [];
                string[] others = [.. to.Where(one => !string.Equals(one, mail, StringComparison.OrdinalIgnoreCase))];
                var left = rows.GetString(7) == "sent";
                var alone = others.Length == 0 && to.Length > 0;
                string[] kept = left || alone ? [.. to.Select(one => others.Contains(one) ? one : id)] : others;
                changed.Add(
                [
                    rows.GetInt64(0), Without(1), JsonSerializer.Serialize(kept), Without(3), Without(4), Without(5),
                    rows.IsDBNull(6) ? null : Without(6), alone && !left ? "withdrawn" : rows.GetString(7),
                ]);
            }

        foreach (var values in changed)
        {
            for (var i = 0; i < values.Length; i++) _forget[i] = values[i];
            _forget.Execute();
        }
    }

    public static OutboxItem From(SqliteDataReader row) => new(
        new OutboxRow(
            row.GetString(0),
            row.GetString(1),
            JsonSerializer.Deserialize<string[]>(row.GetString(2)) ?? [],
            row.GetString(3),
            row.GetString(4),
            new StreamName(row.GetString(5)),
            Time(row.GetInt64(6)))
        {
            Calendar = row.GetString(12),
        },
        State(row.GetString(7)),
        row.GetInt32(8),
        Time(row.GetInt64(9)),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? null : Time(row.GetInt64(11)));

    public void Dispose()
    {
        _add.Dispose();
        _claim.Dispose();
        _release.Dispose();
        _mark.Dispose();
        _redact.Dispose();
        _naming.Dispose();
        _forget.Dispose();
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    internal static string Word(OutboxState state) => state switch
    {
        OutboxState.Waiting => "waiting",
        OutboxState.Sending => "sending",
        OutboxState.Sent => "sent",
        OutboxState.Failed => "failed",
        OutboxState.GivenUp => "given-up",
        OutboxState.NotSent => "not-sent",
        OutboxState.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "The outbox has no such state."),
    };

    internal static OutboxState State(string word) =>
        Enum.GetValues<OutboxState>().FirstOrDefault(state => Word(state) == word);
}
