using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>The rows of the outbox, as the writer changes them.</summary>
internal sealed class OutboxTable(DbConnection connection) : IDisposable
{
    private const string Columns =
        "key, channel, to_json, title, text, about, at, state, tries, next_try, last_error, sent_at, calendar";

    public const string Newest = $"SELECT {Columns} FROM outbox ORDER BY number DESC LIMIT @limit";

    public const string ByKey = $"SELECT {Columns} FROM outbox WHERE key = @key";

    private readonly Statement _add = new(
        connection,
        """
        INSERT INTO outbox (key, channel, to_json, title, text, about, at, state, tries, next_try, calendar)
        VALUES (@key, @channel, @to, @title, @text, @about, @at, 'waiting', 0, 0, @calendar) ON CONFLICT DO NOTHING
        """,
        "@key", "@channel", "@to", "@title", "@text", "@about", "@at", "@calendar");

    private readonly Statement _claim = new(
        connection,
        $"""
        UPDATE outbox SET state = 'sending', tries = tries + 1, next_try = @until WHERE number IN (
            SELECT number FROM outbox WHERE state IN ('waiting', 'sending', 'failed') AND next_try <= @now
                AND CASE WHEN channel LIKE 'page-%' THEN 1 ELSE 0 END = @pages
            ORDER BY next_try, number LIMIT @limit)
        RETURNING {Columns}
        """,
        "@now", "@until", "@limit", "@pages");

    private readonly Statement _claimed = new(
        connection,
        $"SELECT {Columns} FROM outbox WHERE key = @key AND state = 'sending' AND tries = @tries AND next_try = @until",
        "@key", "@tries", "@until");

    private readonly Statement _release = new(
        connection, "UPDATE outbox SET next_try = 0 WHERE state = 'sending'");

    private readonly Statement _redact = new(
        connection,
        """
        UPDATE outbox SET title = '(removed)', text = '(removed)', calendar = '', last_error = NULL,
            state = CASE WHEN state = 'sent' THEN state ELSE 'withdrawn' END WHERE number = @number
        """,
        "@number");

    private readonly Statement _all = new(
        connection, "SELECT number, key, to_json, title, text, calendar, last_error, state FROM outbox ORDER BY number");

    private readonly Statement _forget = new(
        connection,
        """
        UPDATE outbox SET key = @key, to_json = @to, title = @title, text = @text, calendar = @calendar,
            last_error = @error, state = @state WHERE number = @number
        """,
        "@number", "@key", "@to", "@title", "@text", "@calendar", "@error", "@state");

    // What was taken out while it was on its way may have left; it does not leave later. What is on its way is not due beside that.
    private readonly Statement _mark = new(
        connection,
        """
        UPDATE outbox SET state = @state, next_try = @next, last_error = @error, sent_at = @sent
        WHERE key = @key AND state <> 'sent' AND (state <> 'withdrawn' OR @state = 'sent')
            AND (state <> 'sending' OR @state <> 'waiting')
        """,
        "@key", "@state", "@next", "@error", "@sent");

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

    /// <summary>Those of a claim that are its own still: none where it was not committed.</summary>
    public IReadOnlyList<OutboxItem> Claimed(IReadOnlyList<OutboxItem> claim)
    {
        var still = new List<OutboxItem>();
        foreach (var item in claim)
        {
            (_claimed[0], _claimed[1], _claimed[2]) = (item.Row.Key, item.Tries, item.NextTry.UtcTicks);
            using var rows = _claimed.Query();
            while (rows.Read()) still.Add(From(rows));
        }

        return still;
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
        using (var rows = _all.Query())
            while (rows.Read())
                if (Named(rows, mail) is { } named) changed.Add(Forgotten(named, mail, id, whole));

        foreach (var values in changed)
        {
            for (var i = 0; i < values.Length; i++) _forget[i] = values[i];
            _forget.Execute();
        }
    }

    // Asked here and not of the database: what is found must be what the expression replaces.
    private static string?[]? Named(DbDataReader rows, string mail)
    {
        string?[] row = [.. Enumerable.Range(1, 7).Select(column => rows.IsDBNull(column) ? null : rows.GetString(column))];
        row[4] = row[4]?.Replace("\r\n ", "", StringComparison.Ordinal);
        return row.Concat(Recipients(row[1])).Any(text => text?.Contains(mail, StringComparison.OrdinalIgnoreCase) == true)
            ? [rows.GetInt64(0).ToString(CultureInfo.InvariantCulture), .. row] : null;
    }

    private static object?[] Forgotten(string?[] row, string mail, string id, Regex whole)
    {
        string? Without(int column) => row[column] is { } text ? whole.Replace(text, id) : null;
        var to = Recipients(row[2]);
        string[] others = [.. to.Where(one => !string.Equals(one, mail, StringComparison.OrdinalIgnoreCase))];
        var left = row[7] == "sent";
        var alone = others.Length == 0 && to.Length > 0;
        string[] kept = left || alone ? [.. to.Select(one => others.Contains(one) ? one : id)] : others;
        return
        [
            long.Parse(row[0] ?? "0", CultureInfo.InvariantCulture), Without(1), JsonSerializer.Serialize(kept), Without(3), Without(4),
            Without(5), Without(6), alone && !left ? "withdrawn" : row[7],
        ];
    }

    public static OutboxItem From(DbDataReader row) => new(
        new OutboxRow(
            row.GetString(0),
            row.GetString(1),
            Recipients(row.GetString(2)),
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
        _claimed.Dispose();
        _release.Dispose();
        _mark.Dispose();
        _redact.Dispose();
        _all.Dispose();
        _forget.Dispose();
    }

    private static string[] Recipients(string? json) => JsonSerializer.Deserialize<string[]>(json ?? "[]") ?? [];

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
