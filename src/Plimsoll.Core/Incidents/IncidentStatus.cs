using System.Collections.Immutable;

namespace Plimsoll.Core.Incidents;

/// <summary>How far an incident is. The last three are ends; a resolved one still has its review ahead.</summary>
public enum IncidentStatus
{
    Investigating, Identified, Mitigating, Monitoring, Resolved, Reviewing, Closed, Merged, Cancelled,
}

/// <summary>The only ways from one status to another.</summary>
public static class IncidentMoves
{
    private static readonly ImmutableHashSet<(IncidentStatus From, IncidentStatus To)> Forward =
    [
        (IncidentStatus.Investigating, IncidentStatus.Identified),
        (IncidentStatus.Investigating, IncidentStatus.Mitigating),
        (IncidentStatus.Investigating, IncidentStatus.Monitoring),
        (IncidentStatus.Identified, IncidentStatus.Investigating),
        (IncidentStatus.Identified, IncidentStatus.Mitigating),
        (IncidentStatus.Identified, IncidentStatus.Monitoring),
        (IncidentStatus.Mitigating, IncidentStatus.Investigating),
        (IncidentStatus.Mitigating, IncidentStatus.Monitoring),
        (IncidentStatus.Monitoring, IncidentStatus.Identified),
        (IncidentStatus.Monitoring, IncidentStatus.Resolved),
        (IncidentStatus.Resolved, IncidentStatus.Reviewing),
        (IncidentStatus.Resolved, IncidentStatus.Investigating),
        (IncidentStatus.Reviewing, IncidentStatus.Closed),
        (IncidentStatus.Reviewing, IncidentStatus.Investigating),
        (IncidentStatus.Cancelled, IncidentStatus.Investigating),
    ];

    extension(IncidentStatus status)
    {
        /// <summary>Nothing more is expected of anybody but for its action items.</summary>
        public bool IsOver => status is IncidentStatus.Closed or IncidentStatus.Merged or IncidentStatus.Cancelled;

        /// <summary>Users may still be hurt: clocks of the response run.</summary>
        public bool IsResponse => status is IncidentStatus.Investigating or IncidentStatus.Identified
            or IncidentStatus.Mitigating or IncidentStatus.Monitoring;

        public bool MayBecome(IncidentStatus next) =>
            Forward.Contains((status, next))
            || !status.IsOver && next is IncidentStatus.Merged or IncidentStatus.Cancelled;

        public string Word => status.ToString().ToLowerInvariant();
    }
}
