using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Engine;

/// <summary>When each open incident has to be looked at again, so that a tick costs what is due, not what is open.</summary>
internal sealed class Agenda
{
    private const int Most = 100_000;
    private readonly Dictionary<StreamName, Look> _looks = [];

    /// <summary>What time asks for of the incidents that go on.</summary>
    public IEnumerable<Send> Due(World world, DateTimeOffset at)
    {
        foreach (var (stream, incident) in world.Going<Incident>())
        {
            var version = world.VersionOf(stream);
            if (_looks.TryGetValue(stream, out var look) && look.Version == version && at < look.Next) continue;
            var due = IncidentPursuit.Of(stream, incident, world, at).ToList();
            if (due.Count == 0)
            {
                // What has ended is not asked for any more; everything is looked at again once in a while.
                if (_looks.Count >= Most) _looks.Clear();
                _looks[stream] = new Look(
                    version, IncidentPursuit.NextLook(incident, world, at) ?? DateTimeOffset.MaxValue);
            }
            foreach (var send in due) yield return send;
        }
    }

    private sealed record Look(long Version, DateTimeOffset Next);
}
