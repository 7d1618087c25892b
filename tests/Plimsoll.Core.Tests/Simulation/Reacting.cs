using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>The reactor: what follows from each fact, once, and then what the world asks for.</summary>
internal sealed class Reacting(Node node, MemoryJournal journal)
{
    private readonly Hand _hand = new(node, journal);
    private long _position;
    private (long Position, DateTimeOffset At) _pursued;

    public int Conflicts => _hand.Conflicts;

    /// <summary>Nothing is left to do at this moment.</summary>
    public bool IsIdle(DateTimeOffset now) =>
        _hand.IsFree && _position == journal.Facts.Count && _pursued == (journal.Facts.Count, now);

    public void Move(DateTimeOffset now)
    {
        if (!_hand.IsFree) _hand.Move(now);
        else if (_position < journal.Facts.Count) React(journal.Facts[(int)_position++]);
        else Pursue(now);
    }

    private void React(Fact fact)
    {
        if (fact.Position > node.World.Position) node.CatchUp();
        foreach (var send in DeploymentReactions.On(fact, node.World).OfType<Send>())
            _hand.Want(new Wish(send.Stream, send.Command, $"system:{send.Name}", send.KeyFor(fact.Position)));
    }

    private void Pursue(DateTimeOffset now)
    {
        _pursued = (node.World.Position, now);
        foreach (var send in DeploymentPursuit.Of(node.World, now).ToList())
            _hand.Want(new Wish(send.Stream, send.Command, $"system:{send.Name}",
                $"{send.Stream}@{node.World.VersionOf(send.Stream)}/{send.Name}/{send.Subject}"));
    }
}
