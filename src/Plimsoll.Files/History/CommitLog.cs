using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;

namespace Plimsoll.Files.History;

/// <summary>Reads what <c>git log -z --encoding=UTF-8</c> prints with <see cref="Format"/>.</summary>
public static class CommitLog
{
    /// <summary>Fields end with NUL, the one byte that a commit message cannot hold.</summary>
    public const string Format = "tformat:%H%x00%P%x00%an%x00%ae%x00%ct%x00%s%x00%b";

    private const int Fields = 7;
    private const int FirstBuffer = 128 * 1024;
    private const int LongestCommit = 64 * 1024 * 1024;
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Every whole commit, in git's order. A commit cut off at the end is left out.</summary>
    public static ImmutableArray<CommitLine> Read(ReadOnlySpan<byte> log)
    {
        var commits = ImmutableArray.CreateBuilder<CommitLine>();
        AddWhole(log, commits);
        return commits.ToImmutable();
    }

    /// <summary>The same while git still writes; stops at so many commits.</summary>
    public static async Task<ImmutableArray<CommitLine>> Read(Stream log, int most, CancellationToken stop)
    {
        var commits = ImmutableArray.CreateBuilder<CommitLine>();
        var buffer = new byte[FirstBuffer];
        var filled = 0;
        while (commits.Count < most && await log.ReadAsync(buffer.AsMemory(filled), stop) is > 0 and var read)
        {
            filled += read;
            var taken = AddWhole(buffer.AsSpan(0, filled), commits);
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
            if (filled < buffer.Length) continue;
            if (filled >= LongestCommit) break;
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        return commits.ToImmutable();
    }

    private static int AddWhole(ReadOnlySpan<byte> log, ImmutableArray<CommitLine>.Builder commits)
    {
        Span<Range> ends = stackalloc Range[Fields];
        var before = log.Length;
        while (Take(log, ends) is > 0 and var taken)
        {
            commits.Add(Commit(log, ends));
            log = log[taken..];
        }
        return before - log.Length;
    }

    private static int Take(ReadOnlySpan<byte> log, Span<Range> fields)
    {
        var at = 0;
        for (var field = 0; field < Fields; field++)
        {
            var length = log[at..].IndexOf((byte)0);
            if (length < 0) return 0;
            fields[field] = at..(at + length);
            at += length + 1;
        }
        return at;
    }

    private static CommitLine Commit(ReadOnlySpan<byte> log, ReadOnlySpan<Range> fields) => new(
        Text(log[fields[0]]),
        [.. Text(log[fields[1]]).Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        new CommitAuthor(Text(log[fields[2]]), Text(log[fields[3]])),
        When(log[fields[4]]),
        Text(log[fields[5]]).ReplaceLineEndings(" "),
        Text(log[fields[6]]).ReplaceLineEndings("\n").TrimEnd('\n'));

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    // A broken clock can date a commit before 1970 or after 9999; it is still a commit.
    private static DateTimeOffset When(ReadOnlySpan<byte> seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(
            Utf8Parser.TryParse(seconds, out long value, out _) ? Math.Clamp(value, 0, LastSecond) : 0);
}
