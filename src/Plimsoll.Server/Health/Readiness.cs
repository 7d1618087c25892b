using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Health;

/// <summary>Whether this server can take work, and if not, for which reason.</summary>
public enum Ready { Yes, NotHeld, TooOld, NotWritable, Behind }

/// <summary>Looks whether work can be taken now; anybody may ask, so it looks once a second at most.</summary>
public sealed class Readiness(SqlJournal journal, Feed feed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    // Machine time: a load balancer does not move with the clock of a demo.
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Lock _turn = new();
    private Task<Ready>? _look;
    private long _looked;

    public Task<Ready> Look()
    {
        lock (_turn)
        {
            if (_look is not null && (!_look.IsCompleted || _clock.GetElapsedTime(_looked) < Between)) return _look;
            _looked = _clock.GetTimestamp();
            return _look = LookNow();
        }
    }

    private async Task<Ready> LookNow()
    {
        await Task.Yield();
        if (!journal.IsHeld) return Ready.NotHeld;
        if (feed.TooOld != "") return Ready.TooOld;
        try
        {
            await journal.Try(CancellationToken.None).WaitAsync(Patience, _clock);
            var head = await journal.Head(CancellationToken.None);
            await feed.Past(head.Position - 1, Patience, CancellationToken.None);
            return feed.World.Position >= head.Position ? Ready.Yes : Ready.Behind;
        }
        catch (Exception error) when (error is TimeoutException || error.IsOfTheStore)
        {
            return Ready.NotWritable;
        }
    }
}

public static class ReadyWords
{
    extension(Ready ready)
    {
        /// <summary>For anybody: nothing of it tells what is kept here.</summary>
        public string Sentence => ready switch
        {
            Ready.Yes => "ready",
            Ready.NotHeld => "not ready: the data folder is not this server's any more",
            Ready.TooOld => "not ready: a newer version has written what this server does not know; upgrade it",
            Ready.NotWritable => "not ready: the journal cannot be written",
            _ => "not ready: the boards are behind the journal",
        };
    }
}
