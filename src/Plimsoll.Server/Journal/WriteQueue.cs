using System.Threading.Channels;

namespace Plimsoll.Server.Journal;

/// <summary>Writes what waited as one group.</summary>
internal interface IGroupCommit : IDisposable
{
    /// <summary>Answers every write of the group, committed or not, and empties it.</summary>
    /// <param name="queue">Who came after the group was taken, and may still go along; null: nobody may.</param>
    void Run(List<Write> group, WriteQueue? queue);

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

    /// <summary>Puts whoever waits into a group, up to the first that may not go along.</summary>
    public void Take(List<Write> group, Func<Write, bool> may)
    {
        while (group.Count < LargestGroup && _queue.Reader.TryPeek(out var next) && may(next) && _queue.Reader.TryRead(out var write))
            group.Add(write);
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
            Take(group, _ => true);
            _commit.Run(group, this);
            group.Clear();
            _commit.Tidy();
            // Whoever was answered and goes on writing stands in the queue again by then: the next group is as large as this one.
            await Task.Yield();
        }
    }
}
