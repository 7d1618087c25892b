using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>Masked output on disk, by attempt; of a long one head and tail.</summary>
/// <remarks>Not the journal: what a crash takes from here is read from the target again.</remarks>
public sealed class SegmentStore
{
    private const string Columns =
        "SELECT attempt, number, raw_from, raw_to, observed_at, text, line_from FROM segment WHERE attempt = @attempt";

    private readonly ISegmentDatabase _database;
    private readonly OutputLimits _limits;

    internal SegmentStore(ISegmentDatabase database, OutputLimits? limits = null)
    {
        (_database, _limits) = (database, limits ?? OutputLimits.Usual);
        database.Ensure();
    }

    public SegmentStore(string file, OutputLimits? limits = null) : this(new SegmentFile(file), limits)
    {
    }

    /// <summary>All or none; a segment that is there already is left as it is.</summary>
    public void Append(IReadOnlyList<Segment> segments)
    {
        if (segments.Count == 0)
            return;
        using var connection = _database.Open();
        using var transaction = connection.BeginTransaction();
        _database.Fence(connection);
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

    /// <summary>For whoever copies all of it.</summary>
    internal DbConnection Open() => _database.Open();

    public void Append(Segment segment) => Append([segment]);

    /// <summary>The last segment's number and where reading goes on; zeros when there is none.</summary>
    public (int Number, long RawTo) Last(string attempt)
    {
        using var connection = _database.Open();
        using var command = connection.Say(
            "SELECT number, raw_to FROM segment WHERE attempt = @attempt ORDER BY number DESC LIMIT 1");
        command.Add("@attempt", attempt);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetInt64(1)) : (0, 0);
    }

    public long LastRawTo(string attempt) => Last(attempt).RawTo;

    /// <summary>Segments from a number on, in order.</summary>
    public IReadOnlyList<Segment> Read(string attempt, int from, int most) =>
        Query($"{Columns} AND number >= @from ORDER BY number LIMIT @most", attempt, from, most);

    /// <summary>The last segments, in order.</summary>
    public IReadOnlyList<Segment> Tail(string attempt, int most) =>
        [.. Query($"{Columns} AND number >= @from ORDER BY number DESC LIMIT @most", attempt, 0, most).Reverse()];

    /// <summary>How many lines the work has ended so far, those that are not kept among them.</summary>
    public long LinesEnded(string attempt)
    {
        using var connection = _database.Open();
        return SegmentLines.Ended(connection, attempt);
    }

    /// <summary>The number of the segment from which reading finds a line.</summary>
    public int SegmentOf(string attempt, long line)
    {
        using var connection = _database.Open();
        return SegmentLines.SegmentOf(connection, attempt, line);
    }

    /// <summary>A line, or where it is not kept, about the last one before it that is.</summary>
    public long KeptUpTo(string attempt, long line)
    {
        using var connection = _database.Open();
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
        using var connection = _database.Open();
        using var command = connection.Say(
            $"""
            SELECT attempt, number, raw_from, raw_to, observed_at, text, line_from FROM segment
            WHERE {_database.Holds("text", "@words")} ORDER BY observed_at LIMIT 200
            """);
        command.Add("@words", Encoding.UTF8.GetBytes(words));
        using var row = command.ExecuteReader();
        var found = new List<Segment>();
        while (row.Read()) found.Add(Segment(row));
        return found;
    }

    /// <summary>Takes the text of a segment away, unless that was done before.</summary>
    public void Redact(string attempt, int number)
    {
        if (Read(attempt, number, 1) is not [var segment] || segment.Number != number) return;
        var left = segment.Text.Span.Contains((byte)'\n') ? "(removed)\n"u8 : "(removed)"u8;
        if (!segment.Text.Span.SequenceEqual(left)) _database.Overwrite(attempt, number, left.ToArray());
    }

    /// <summary>Nothing of the texts that were taken away stays where they were kept or beside it.</summary>
    public Task Purge(CancellationToken stop) => _database.Purge(stop);

    /// <summary>How many lines end up to its end, when <paramref name="line"/> ended before it.</summary>
    private static long Insert(DbConnection connection, Segment segment, long line)
    {
        var lineTo = line + segment.Text.Span.Count((byte)'\n');
        using var command = connection.Say(
            """
            INSERT INTO segment (attempt, number, raw_from, raw_to, observed_at, text, line_from, line_to)
            VALUES (@attempt, @number, @from, @to, @at, @text, @line, @lineTo) ON CONFLICT DO NOTHING
            """);
        command.Add("@attempt", segment.Attempt);
        command.Add("@number", segment.Number);
        command.Add("@from", segment.RawFrom);
        command.Add("@to", segment.RawTo);
        command.Add("@at", segment.ObservedAt.ToString("O"));
        command.Add("@text", segment.Text.ToArray());
        command.Add("@line", line);
        command.Add("@lineTo", lineTo);
        return command.ExecuteNonQuery() > 0 ? lineTo : line;
    }

    private void DropMiddle(DbConnection connection, Segment last)
    {
        if (last.RawTo <= _limits.Head + _limits.Tail)
            return;
        using var command = connection.Say(
            """
            DELETE FROM segment
            WHERE attempt = @attempt AND raw_from >= @head AND raw_from < @tail AND raw_to <= @tail
            """);
        command.Add("@attempt", last.Attempt);
        command.Add("@head", _limits.Head);
        command.Add("@tail", last.RawTo - _limits.Tail);
        command.ExecuteNonQuery();
    }

    private IReadOnlyList<Segment> Query(string sql, string attempt, int from, int most)
    {
        using var connection = _database.Open();
        using var command = connection.Say(sql);
        command.Add("@attempt", attempt);
        command.Add("@from", from);
        command.Add("@most", most);
        using var row = command.ExecuteReader();
        var found = new List<Segment>();
        while (row.Read())
            found.Add(Segment(row));
        return found;
    }

    private static Segment Segment(DbDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3),
        DateTimeOffset.Parse(row.GetString(4)), row.GetFieldValue<byte[]>(5))
    {
        Line = row.IsDBNull(6) ? 0 : row.GetInt64(6),
    };
}
