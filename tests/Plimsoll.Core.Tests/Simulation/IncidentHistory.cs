using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>One random history of one to three incidents: people, deployments and the clock, judged after every step.</summary>
internal sealed class IncidentHistory
{
    private const int Steps = 70;
    private static readonly Scene Asking = Begun(automatic: false);
    private static readonly Scene Automatic = Begun(automatic: true);
    private static readonly Dictionary<string, string> Concepts =
        SomeIncident.Guide.Playbook.Checks.ToDictionary(c => c.Id, c => c.Concept);

    private readonly Random _random;
    private readonly Scene _scene;
    private readonly IncidentPeople _people;
    private readonly IncidentOracle _oracle = new(Concepts);

    public IncidentHistory(int seed)
    {
        _random = new Random(seed);
        _scene = new Scene(_random.Next(2) == 0 ? Asking : Automatic);
        _people = new IncidentPeople(_scene, _random);
    }

    public IReadOnlyList<string> Violations => _oracle.Violations;

    public IEnumerable<SeenIncident> Incidents => _oracle.Incidents;

    public Scene Scene => _scene;

    public void Play()
    {
        Settle();
        for (var step = 0; step < Steps && Violations.Count == 0; step++)
        {
            _scene.After(Pause());
            // Somebody may be faster than the clock.
            if (_random.Next(3) > 0) Settle();
            _people.Act();
            Settle();
        }
    }

    /// <summary>Null when the journal, read again from its start, gives the very states the pages are read from.</summary>
    public string? Folded()
    {
        var again = new Node(_scene.Journal);
        again.CatchUp();
        return Interleavings.Text<Incident>(again.World) == Interleavings.Text<Incident>(_scene.World)
            && Interleavings.Text<Lane>(again.World) == Interleavings.Text<Lane>(_scene.World)
            && Interleavings.Text<Service>(again.World) == Interleavings.Text<Service>(_scene.World)
                ? null : "read again, the journal tells something else";
    }

    private void Settle()
    {
        _scene.Follow();
        _oracle.Read(_scene.Journal);
        _oracle.Quiet(_scene.World, _scene.Now);
    }

    private TimeSpan Pause() => _random.Next(20) switch
    {
        < 11 => TimeSpan.FromSeconds(_random.Next(240)),
        < 17 => TimeSpan.FromMinutes(_random.Next(1, 20)),
        < 19 => TimeSpan.FromMinutes(_random.Next(20, 300)),
        _ => TimeSpan.FromHours(_random.Next(5, 60)),
    };

    /// <summary>1.1.0 is on its way to production, and the reference guide holds for incidents.</summary>
    private static Scene Begun(bool automatic)
    {
        var service = SomeService.Usual with { Rollback = RollbackPolicy.Ask with { Automatic = automatic } };
        var scene = SomeLane.Started(service).Do(GuideBook.Stream, new ApplyPlaybook(SomeIncident.Guide));
        scene.Unreacted();
        return scene;
    }
}
