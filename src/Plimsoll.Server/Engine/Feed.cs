using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Keeps the world in step with the journal and tells who waits that it moved.</summary>
/// <remarks>
/// A database that was taken over by a replica may lack facts that were read before, or have others in their place: all that is in
/// memory is folded anew then.
/// </remarks>
public sealed class Feed(IJournal journal, int remembered = Trail.Usual, Edition? edition = null) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Edition _edition = edition ?? Edition.This;
    private volatile Knowledge _known = new(new World(), new Known(0, FactHash.Start));
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _tooOld = "";

    /// <summary>A newer version has written what this one does not know.</summary>
    public event Action<string>? StoodDown;

    public World World => _known.World;

    public Trail Trail { get; } = new(remembered);

    /// <summary>Rises when what was known was not what is written: whoever counts positions begins anew.</summary>
    public int Lives { get; private set; }

    /// <summary>Why the world stands still for good: it would be a wrong one from here on. Empty: it moves.</summary>
    public string TooOld => _tooOld;

    /// <summary>How far the journal is known in a world: at least all that was ever read in it. Null: another has taken its place.</summary>
    public Known? KnownOf(World world) => _known is var (of, known) && ReferenceEquals(of, world) ? known : null;

    /// <summary>Folds everything the journal holds by now.</summary>
    /// <exception cref="JournalTooNew">This version does not know what is written.</exception>
    public Task CatchUp(CancellationToken stop) => InTurn(() => ReadOn(stop), stop);

    /// <summary>Folds facts just committed; where others came before them, reads those first.</summary>
    public async Task Follow(IReadOnlyList<StoredFact> committed, CancellationToken stop)
    {
        if (committed.Count == 0) return;
        await InTurn(
            async () =>
            {
                if (World.Position == committed[0].Position - 1 && committed[0].Continues(_known.End.Hash))
                    foreach (var stored in committed) Fold(stored);
                else
                    await ReadOn(stop);
            },
            stop);
    }

    /// <summary>A text was removed: the world is folded anew, so that it is nowhere in memory either.</summary>
    public Task FoldAgain(CancellationToken stop) => InTurn(() => Anew(stop), stop);

    /// <summary>The world moves no further, and nothing is decided on it any more.</summary>
    public void StandDown(string why)
    {
        if (_tooOld != "") return;
        _tooOld = why;
        StoodDown?.Invoke(why);
        // An open page would look as if nothing happened any more.
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

    private async Task InTurn(Func<Task> read, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (_tooOld != "") throw new JournalTooNew(_tooOld);
            await read();
        }
        catch (FactTooNew problem)
        {
            StandDown(await Words(problem));
            throw new JournalTooNew(_tooOld);
        }
        finally
        {
            _turn.Release();
        }
        Announce();
    }

    private async Task<string> Words(FactTooNew problem)
    {
        var writer = await journal.WriterOf(problem.Position, CancellationToken.None);
        var newer = writer == "" || writer == _edition.Version ? "a newer version" : $"version {writer}";
        return $"Position {problem.Position} of the journal says '{problem.Word}', which {newer} wrote and this server (version "
            + $"{_edition.Version}) does not know. What it would show and decide from there on would be wrong, so it stands down: it shows "
            + $"nothing, writes nothing, and nothing is lost. Start {newer} here, or restore a backup from before the upgrade.";
    }

    private async Task ReadOn(CancellationToken stop)
    {
        try
        {
            var (from, removed) = (World.Position, false);
            await foreach (var stored in journal.Read(from, stop, _known.End.Hash))
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
        var (anew, end) = (new World(), new Known(0, FactHash.Start));
        await foreach (var stored in journal.Read(0, stop))
        {
            anew.Apply(_edition.Names.Read(stored), StateKinds.OfCore.EmptyOf(stored.Stream));
            end = new Known(stored.Position, stored.Hash);
        }
        _known = new Knowledge(anew, end);
    }

    private void Fold(StoredFact stored)
    {
        var (fact, world) = (_edition.Names.Read(stored), World);
        // Before the world: who has read a fact in it finds it known.
        _known = new Knowledge(world, new Known(stored.Position, stored.Hash));
        world.Apply(fact, StateKinds.OfCore.EmptyOf(stored.Stream));
        // After the world: who is told that something moved finds it moved.
        Trail.Add(stored.Position, stored.Stream);
    }

    private sealed record Knowledge(World World, Known End);

    private void Announce() => Interlocked.Exchange(
        ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
