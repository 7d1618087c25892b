using System.Threading.Channels;

namespace Plimsoll.Server.Journal;

/// <summary>Writes what waited as one group.</summary>
internal interface IGroupCommit : IDisposable
{
    /// <summary>Answers every write of the group, committed or not, and empties it.</summary>
    void Run(List<Write> group);

    /// <summary>After each group, while nobody waits.</summary>
    void Tidy();
}

/// <summary>The one writer: takes what waits, commits it as a group, answers.</summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int Waiting = 1024;
    private const int LargestGroup = 256;
    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly IGroupCommit _commit;
    private readonly Task _loop;

    public WriteQueue(IGroupCommit commit)
    {
        _commit = commit;
        _loop = Loop();
    }

    /// <summary>Once it stands in the queue it is written even if the caller no longer waits.</summary>
    public async Task<T> Do<T>(Write<T> write, CancellationToken stop)
    {
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
        _commit.Dispose();
    }

    private async Task Loop()
    {
        var group = new List<Write>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var write)) group.Add(write);
            _commit.Run(group);
            group.Clear();
            _commit.Tidy();
            // Whoever was answered and goes on writing stands in the queue again by then: the next group is as large as this one.
            await Task.Yield();
        }
    }
}
