using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>A patch was opened that names this incident.</summary>
public sealed record LinkHotfix(string Version) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } refusal ? refusal
        : incident.Hotfixes.Contains(Version) ? Ruling.Of<IncidentEvent>()
        : new HotfixLinked(Version);
}

public sealed record HotfixLinked(string Version) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Hotfixes = incident.Hotfixes.Add(Version) })
            .Tell(moment, $"Patch {Version} opened for this incident");
}
