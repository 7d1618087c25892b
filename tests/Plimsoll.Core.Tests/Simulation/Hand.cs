using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>A wish for the desk.</summary>
internal sealed record Wish(StreamName Stream, Command Command, string Actor, string Id);

/// <summary>
/// Somebody who sends one command at a time, as the desk does, but in two moves: decided now, appended later.
/// In between the others move, so that what was decided on may be old.
/// </summary>
internal sealed class Hand(Node node, MemoryJournal journal)
{
    private const int MostTries = 5;
    private readonly Queue<Wish> _wishes = [];
    private Prepared? _entry;
    private int _tries;

    public bool IsFree => _wishes.Count == 0;

    public int Conflicts { get; private set; }

    /// <summary>Something it sent was refused because it was taken by then.</summary>
    public bool Conflicted { get; set; }

    public void Want(Wish wish) => _wishes.Enqueue(wish);

    public void Move(DateTimeOffset now)
    {
        var wish = _wishes.Peek();
        if (_entry is not null) Append();
        else if (journal.Knows(wish.Id)) Done();
        else Decide(wish, now);
    }

    private void Decide(Wish wish, DateTimeOffset now)
    {
        (var refusal, _entry) = node.Decide(wish.Stream, wish.Command, new Moment(now, wish.Actor), wish.Id);
        Conflicted |= refusal?.Kind == RefusalKind.Conflict;
        if (_entry is null) Done();
    }

    private void Append()
    {
        if (_entry is not null && journal.TryAppend(_entry))
        {
            node.CatchUp();
            Done();
            return;
        }
        node.CatchUp();
        Conflicts++;
        _entry = null;
        if (++_tries >= MostTries) Done();
    }

    private void Done()
    {
        _wishes.Dequeue();
        _entry = null;
        _tries = 0;
    }
}
