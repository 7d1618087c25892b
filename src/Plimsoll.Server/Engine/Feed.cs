using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Keeps the world in step with the journal and tells who waits that it moved.</summary>
/// <remarks>
/// A database that was taken over by a replica may lack facts that were read before, or have others in their place: all that is in
/// memory is folded anew then.
/// </remarks>
public sealed class Feed(IJournal journal, int remembered = Trail.Usual) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[] _hash = FactHash.Start;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public World World { get; private set; } = new();

    public Trail Trail { get; } = new(remembered);

    /// <summary>Rises when what was known was not what is written: whoever counts positions begins anew.</summary>
    public int Lives { get; private set; }

    /// <summary>Folds everything the journal holds by now.</summary>
    public async Task CatchUp(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await ReadOn(stop);
        }
        finally
        {
            _turn.Release();
        }
        Announce();
    }

    /// <summary>Folds facts just committed; where others came before them, reads those first.</summary>
    public async Task Follow(IReadOnlyList<StoredFact> committed, CancellationToken stop)
    {
        if (committed.Count == 0) return;
        await _turn.WaitAsync(stop);
        try
        {
            if (World.Position == committed[0].Position - 1 && committed[0].Continues(_hash))
                foreach (var stored in committed) Fold(stored);
            else
                await ReadOn(stop);
        }
        finally
        {
            _turn.Release();
        }
        Announce();
    }

    /// <summary>A text was removed: the world is folded anew, so that it is nowhere in memory either.</summary>
    public async Task FoldAgain(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await Anew(stop);
        }
        finally
        {
            _turn.Release();
        }
        Announce();
    }

    /// <summary>Completes when the world has moved past a position, or moved at all, or the time is over.</summary>
    public async Task Past(long position, TimeSpan atMost, CancellationToken stop)
    {
        var moved = Volatile.Read(ref _moved).Task;
        if (World.Position > position) return;
        await moved.WaitAsync(atMost, TimeProvider.System, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Wakes whoever waits, though nothing moved: the clock was moved, or the server is told to hurry.</summary>
    public void Wake() => Announce();

    public void Dispose() => _turn.Dispose();

    private async Task ReadOn(CancellationToken stop)
    {
        try
        {
            var (from, removed) = (World.Position, false);
            await foreach (var stored in journal.Read(from, stop, _hash))
            {
                Fold(stored);
                removed |= stored.Name == RedactionNote.FactName;
            }
            // Another server took a text out of what is in memory here.
            if (removed && from > 0) await Anew(stop);
        }
        catch (ChainBroken)
        {
            // Where the journal itself is damaged, reading it from its beginning ends in the same error.
            await Anew(stop);
            Lives++;
        }
    }

    private async Task Anew(CancellationToken stop)
    {
        var (anew, hash) = (new World(), FactHash.Start);
        await foreach (var stored in journal.Read(0, stop))
        {
            anew.Apply(EventNames.OfCore.Read(stored), StateKinds.OfCore.EmptyOf(stored.Stream));
            hash = stored.Hash;
        }
        (World, _hash) = (anew, hash);
    }

    private void Fold(StoredFact stored)
    {
        _hash = stored.Hash;
        World.Apply(EventNames.OfCore.Read(stored), StateKinds.OfCore.EmptyOf(stored.Stream));
        // After the world: who is told that something moved finds it moved.
        Trail.Add(stored.Position, stored.Stream);
    }

    private void Announce() => Interlocked.Exchange(
        ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
