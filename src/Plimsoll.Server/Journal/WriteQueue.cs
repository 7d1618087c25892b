using System.Threading.Channels;
using static SQLitePCL.raw;

namespace Plimsoll.Server.Journal;

/// <summary>The one writer: takes what waits, commits it as a group, answers.</summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int Waiting = 1024;
    private const int LargestGroup = 256;
    private const int PagesBeforeMove = 1000;
    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly Tables _tables;
    private readonly GroupCommit _commit;
    private readonly Task _loop;

    public WriteQueue(Tables tables, GroupCommit commit)
    {
        _tables = tables;
        _commit = commit;
        _loop = Loop();
    }

    /// <summary>Once it stands in the queue it is written even if the caller no longer waits.</summary>
    public async Task<T> Do<T>(
        Func<Tables, T> apply, Func<string, T>? refused, bool urgent, CancellationToken stop)
    {
        var write = new Write<T>(apply, refused, urgent);
        try
        {
            await _queue.Writer.WriteAsync(write, stop);
        }
        catch (ChannelClosedException)
        {
            throw new JournalStopped("The journal is closed; nothing was written.");
        }

        return await write.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        if (_commit.Stopped is null) _commit.MovePages("TRUNCATE");
    }

    private async Task Loop()
    {
        var group = new List<Write>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var write)) group.Add(write);
            _commit.Run(group);
            group.Clear();
            if (_commit.Stopped is null) MovePages();
        }
    }

    private void MovePages()
    {
        // A removed text must not stay behind in the write-ahead file.
        if (_tables.TextRemoved) _tables.TextRemoved = !_commit.MovePages("TRUNCATE");
        if (PagesWritten(andForget: false) < PagesBeforeMove) return;
        _commit.MovePages("PASSIVE");
        PagesWritten(andForget: true);
    }

    // SQLite's own moving of pages ignores errors, so it is switched off and done here.
    private int PagesWritten(bool andForget)
    {
        sqlite3_db_status(
            _tables.Connection.Handle, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, andForget ? 1 : 0);
        return pages;
    }
}
