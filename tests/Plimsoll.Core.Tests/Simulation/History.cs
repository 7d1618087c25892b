using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>One random interleaving: two releases ship on the same lanes while people change their minds.</summary>
internal sealed class History
{
    private const int Moves = 900;
    private const int MostCalmMoves = 8000;
    private readonly Random _random;
    private readonly Node _people;
    private readonly Node _engine;
    private readonly People _wishes;
    private readonly List<Hand> _hands;
    private readonly Reacting _reactor;
    private readonly Running _runner;
    private int _ids;

    public History(int seed, bool checksReadings = true)
    {
        _random = new Random(seed);
        Journal = new MemoryJournal(checksReadings);
        (_people, _engine) = (new Node(Journal), new Node(Journal));
        _wishes = new People(_people, _random);
        _hands = [new Hand(_people, Journal), new Hand(_people, Journal), new Hand(_people, Journal)];
        _reactor = new Reacting(_engine, Journal);
        _runner = new Running(_engine, Journal, _random);
        Begin();
    }

    public MemoryJournal Journal { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public World World => _engine.World;

    public int Conflicts => _hands.Sum(h => h.Conflicts) + _reactor.Conflicts + _runner.Conflicts;

    /// <summary>Everybody does what they like.</summary>
    public void Rush()
    {
        for (var move = 0; move < Moves; move++)
        {
            Now += _random.Next(150) == 0 ? TimeSpan.FromHours(_random.Next(1, 28)) : TimeSpan.FromSeconds(_random.Next(1, 40));
            if (_random.Next(3) == 0) (_random.Next(2) == 0 ? _people : _engine).CatchUp();
            switch (_random.Next(16))
            {
                case < 7: _reactor.Move(Now); break;
                case < 13: _runner.Move(Now); break;
                default: Person(_hands[_random.Next(_hands.Count)]); break;
            }
        }
    }

    /// <summary>Nothing fails any more and helpful people clear every blocker; false when it does not come to rest.</summary>
    public bool Calm()
    {
        _runner.IsLucky = true;
        for (var move = 0; move < MostCalmMoves; move++)
        {
            Now += TimeSpan.FromMilliseconds(10);
            _people.CatchUp();
            _engine.CatchUp();
            foreach (var hand in _hands.Where(h => !h.IsFree)) hand.Move(Now);
            if (_hands.All(h => h.IsFree) && new Opening(World, Now).Anything() is { } wish) Want(_hands[0], wish);
            _reactor.Move(Now);
            _runner.Move(Now);
            if (IsAtRest) return true;
        }
        return false;
    }

    private bool IsAtRest => _hands.All(h => h.IsFree) && _reactor.IsIdle(Now) && _runner.IsIdle && World.Position == Journal.Facts.Count
        && World.All<Shipment>().All(s => !s.Value.IsOpen)
        && World.All<Lane>().All(l => l.Value is { Active: null, Queue.IsEmpty: true });

    private void Person(Hand hand)
    {
        if (!hand.IsFree) hand.Move(Now);
        else if (_wishes.Wish(Now) is { } wish) Want(hand, wish);
    }

    private void Want(Hand hand, (StreamName Stream, Command Command, string Actor) wish) =>
        hand.Want(new Wish(wish.Stream, wish.Command, wish.Actor, $"person/{++_ids}"));

    private void Begin()
    {
        var service = SomeService.Usual with { Rollback = RollbackPolicy.Ask with { Automatic = _random.Next(2) == 0 } };
        if (_random.Next(2) == 0)
            service = service.With("production", e => e with
            {
                Canary = 1, MaxFailures = 1, Backup = new Backup("dump", "true", "load"),
            });
        Do(Service.StreamOf(SomeService.Name), new DefineService(service), "dan");
        Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(SomePlaybook.Usual, [])), "ada");
        foreach (var environment in service.Environments)
            Do(Lane.StreamOf(SomeService.Name, environment.Name), new AdoptVersion(SomeService.Name, environment.Name, "1.0.0", "old.tar",
                "1.0.0-d1", [.. environment.Targets.Select(t => t.Name)]), "ada");
        foreach (var version in People.Versions) Prepare(version, _random.Next(3) > 0);
    }

    private void Prepare(string version, bool ready)
    {
        var stream = Release.StreamOf(SomeService.Name, version);
        Do(stream, new CreateRelease(SomeService.Name, version, ReleaseType.Minor, "1.0.0", null, ""), "dora");
        Do(stream, new AddCriterion("It works"), "pam");
        Do(stream, new SealCandidate($"{version}-c1", "shop.tar", $"{version}-d1", "usual", ["dan"], []), "dan");
        while (ready && new Opening(_people.World, Now).Gate(version, 0) is { } wish) Do(wish.Item1, wish.Item2, wish.Item3);
        if (_wishes.Ship(version) is { } ship) Do(ship.Item1, ship.Item2, ship.Item3);
    }

    private void Do(StreamName stream, Command command, string actor)
    {
        _people.CatchUp();
        var (refusal, entry) = _people.Decide(stream, command, new Moment(Now, actor), $"begin/{++_ids}");
        Assert.Null(refusal);
        if (entry is not null) Assert.True(Journal.TryAppend(entry));
        _people.CatchUp();
    }
}
