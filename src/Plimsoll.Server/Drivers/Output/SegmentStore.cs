using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>Masked output on disk, by attempt; of a long one head and tail.</summary>
/// <remarks>Not the journal: what a crash takes from here is read from the target again.</remarks>
public sealed class SegmentStore
{
    private const string Columns =
        "SELECT attempt, number, raw_from, raw_to, observed_at, text, line_from FROM segment WHERE attempt = $attempt";

    private readonly string _connection;
    private readonly OutputLimits _limits;

    public SegmentStore(string file, OutputLimits limits)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
        _limits = limits;
        Run(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS segment (
                attempt TEXT NOT NULL, number INTEGER NOT NULL, raw_from INTEGER NOT NULL, raw_to INTEGER NOT NULL,
                observed_at TEXT NOT NULL, text BLOB NOT NULL, UNIQUE (attempt, number));
            CREATE INDEX IF NOT EXISTS segment_place ON segment (attempt, raw_from);
            """);
        using var connection = Open();
        SegmentLines.Ensure(connection);
    }

    public SegmentStore(string file) : this(file, OutputLimits.Usual) { }

    /// <summary>All or none; a segment that is there already is left as it is.</summary>
    public void Append(IReadOnlyList<Segment> segments)
    {
        if (segments.Count == 0)
            return;
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        var (attempt, line) = ("", 0L);
        foreach (var segment in segments)
        {
            if (segment.Attempt != attempt)
                (attempt, line) = (segment.Attempt, SegmentLines.Ended(connection, segment.Attempt));
            line = Insert(connection, segment, line);
        }
        DropMiddle(connection, segments[^1]);
        transaction.Commit();
    }

    public void Append(Segment segment) => Append([segment]);

    /// <summary>The last segment's number and where reading goes on; zeros when there is none.</summary>
    public (int Number, long RawTo) Last(string attempt)
    {
        using var connection = Open();
        using var command = Say(
            connection, "SELECT number, raw_to FROM segment WHERE attempt = $attempt ORDER BY number DESC LIMIT 1");
        command.Parameters.AddWithValue("$attempt", attempt);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetInt64(1)) : (0, 0);
    }

    public long LastRawTo(string attempt) => Last(attempt).RawTo;

    /// <summary>Segments from a number on, in order.</summary>
    public IReadOnlyList<Segment> Read(string attempt, int from, int most) =>
        Query($"{Columns} AND number >= $from ORDER BY number LIMIT $most", attempt, from, most);

    /// <summary>The last segments, in order.</summary>
    public IReadOnlyList<Segment> Tail(string attempt, int most) =>
        [.. Query($"{Columns} AND number >= $from ORDER BY number DESC LIMIT $most", attempt, 0, most).Reverse()];

    /// <summary>How many lines the work has ended so far, those that are not kept among them.</summary>
    public long LinesEnded(string attempt)
    {
        using var connection = Open();
        return SegmentLines.Ended(connection, attempt);
    }

    /// <summary>The number of the segment from which reading finds a line.</summary>
    public int SegmentOf(string attempt, long line)
    {
        using var connection = Open();
        return SegmentLines.SegmentOf(connection, attempt, line);
    }

    /// <summary>A line, or where it is not kept, about the last one before it that is.</summary>
    public long KeptUpTo(string attempt, long line)
    {
        using var connection = Open();
        return SegmentLines.KeptUpTo(connection, attempt, line);
    }

    /// <summary>SHA-256 over the text that is kept, for the journal.</summary>
    public string Digest(string attempt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var page = Read(attempt, 0, 16);
        while (page.Count > 0)
        {
            foreach (var segment in page)
                hash.AppendData(segment.Text.Span);
            page = Read(attempt, page[^1].Number + 1, 16);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Segments whose text holds some words.</summary>
    public IReadOnlyList<Segment> Holding(string words)
    {
        using var connection = Open();
        using var command = Say(
            connection,
            """
            SELECT attempt, number, raw_from, raw_to, observed_at, text, line_from FROM segment
            WHERE instr(text, CAST($words AS BLOB)) > 0 ORDER BY observed_at LIMIT 200
            """);
        command.Parameters.AddWithValue("$words", words);
        using var row = command.ExecuteReader();
        var found = new List<Segment>();
        while (row.Read()) found.Add(Segment(row));
        return found;
    }

    /// <summary>Takes the text of a segment away; nothing of it stays in the file or beside it.</summary>
    public void Redact(string attempt, int number)
    {
        using var connection = Open();
        using var command = Say(
            connection,
            """
            PRAGMA secure_delete = ON;
            UPDATE segment SET text = CASE WHEN instr(text, x'0a') > 0 THEN CAST($text || x'0a' AS BLOB) ELSE $text END
            WHERE attempt = $attempt AND number = $number;
            PRAGMA wal_checkpoint(TRUNCATE);
            """);
        command.Parameters.AddWithValue("$attempt", attempt);
        command.Parameters.AddWithValue("$number", number);
        command.Parameters.AddWithValue("$text", "(removed)"u8.ToArray());
        command.ExecuteNonQuery();
    }

    /// <summary>How many lines end up to its end, when <paramref name="line"/> ended before it.</summary>
    private static long Insert(SqliteConnection connection, Segment segment, long line)
    {
        var lineTo = line + segment.Text.Span.Count((byte)'\n');
        using var command = Say(
            connection,
            """
            INSERT INTO segment (attempt, number, raw_from, raw_to, observed_at, text, line_from, line_to)
            VALUES ($attempt, $number, $from, $to, $at, $text, $line, $lineTo) ON CONFLICT DO NOTHING
            """);
        command.Parameters.AddWithValue("$attempt", segment.Attempt);
        command.Parameters.AddWithValue("$number", segment.Number);
        command.Parameters.AddWithValue("$from", segment.RawFrom);
        command.Parameters.AddWithValue("$to", segment.RawTo);
        command.Parameters.AddWithValue("$at", segment.ObservedAt.ToString("O"));
        command.Parameters.AddWithValue("$text", segment.Text.ToArray());
        command.Parameters.AddWithValue("$line", line);
        command.Parameters.AddWithValue("$lineTo", lineTo);
        return command.ExecuteNonQuery() > 0 ? lineTo : line;
    }

    private void DropMiddle(SqliteConnection connection, Segment last)
    {
        if (last.RawTo <= _limits.Head + _limits.Tail)
            return;
        using var command = Say(
            connection,
            """
            DELETE FROM segment
            WHERE attempt = $attempt AND raw_from >= $head AND raw_from < $tail AND raw_to <= $tail
            """);
        command.Parameters.AddWithValue("$attempt", last.Attempt);
        command.Parameters.AddWithValue("$head", _limits.Head);
        command.Parameters.AddWithValue("$tail", last.RawTo - _limits.Tail);
        command.ExecuteNonQuery();
    }

    private IReadOnlyList<Segment> Query(string sql, string attempt, int from, int most)
    {
        using var connection = Open();
        using var command = Say(connection, sql);
        command.Parameters.AddWithValue("$attempt", attempt);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$most", most);
        using var row = command.ExecuteReader();
        var found = new List<Segment>();
        while (row.Read())
            found.Add(Segment(row));
        return found;
    }

    private static Segment Segment(SqliteDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3),
        DateTimeOffset.Parse(row.GetString(4)), row.GetFieldValue<byte[]>(5))
    {
        Line = row.IsDBNull(6) ? 0 : row.GetInt64(6),
    };

    private void Run(string sql)
    {
        using var connection = Open();
        using var command = Say(connection, sql);
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = Say(connection, "PRAGMA synchronous = NORMAL");
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Say(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        // Every statement of this file is a literal; values travel as parameters.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
