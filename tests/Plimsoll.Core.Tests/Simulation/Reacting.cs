using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>The reactor: what follows from each fact, once, and then what the world asks for.</summary>
internal sealed class Reacting(Node node, MemoryJournal journal)
{
    private const int MostTries = 5;
    private readonly Hand _hand = new(node, journal);
    private long _position;
    private (long Position, DateTimeOffset At) _pursued;
    private Fact? _again;
    private int _tries;

    public int Conflicts => _hand.Conflicts;

    /// <summary>Nothing is left to do at this moment.</summary>
    public bool IsIdle(DateTimeOffset now) =>
        _hand.IsFree && _position == journal.Facts.Count && _pursued == (journal.Facts.Count, now);

    public void Move(DateTimeOffset now)
    {
        if (!_hand.IsFree) _hand.Move(now);
        else if (_again is { } fact && _hand.Conflicted && _tries++ < MostTries) React(fact);
        else if (_position < journal.Facts.Count) React(journal.Facts[(int)_position++]);
        else Pursue(now);
    }

    private void React(Fact fact)
    {
        // What an effect meant to write may be taken by now, such as the next incident's number: asked again.
        if (fact != _again) (_again, _tries) = (fact, 0);
        if (fact.Position > node.World.Position) node.CatchUp();
        _hand.Conflicted = false;
        foreach (var send in DeploymentReactions.On(fact, node.World).Concat(IncidentReactions.On(fact, node.World)).OfType<Send>().ToList())
            _hand.Want(new Wish(send.Stream, send.Command, $"system:{send.Name}", send.KeyFor(fact.Position)));
    }

    private void Pursue(DateTimeOffset now)
    {
        _again = null;
        _pursued = (node.World.Position, now);
        foreach (var send in DeploymentPursuit.Of(node.World, now).Concat(IncidentPursuit.Of(node.World, now)).ToList())
            _hand.Want(new Wish(send.Stream, send.Command, $"system:{send.Name}",
                $"{send.Stream}@{node.World.VersionOf(send.Stream)}/{send.Name}/{send.Subject}"));
    }
}
