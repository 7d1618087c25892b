namespace Plimsoll.Core.Incidents;

/// <summary>What the guide's line about the retrospective asks for.</summary>
public enum RetrospectiveRule
{
    /// <summary>The invitation is sent and the meeting has begun in time.</summary>
    Begun,

    /// <summary>It is enough that the invitation is sent, for a time that is in time.</summary>
    Booked,
}

/// <summary>Whether the meeting about an incident has been held, as far as the record shows.</summary>
public static class RetrospectiveRules
{
    /// <summary>House default.</summary>
    public const RetrospectiveRule Usual = RetrospectiveRule.Begun;

    /// <summary>Since when it is done, and what shows it; null while it is not.</summary>
    /// <param name="due">The last moment for it.</param>
    public static (DateTimeOffset? Since, string Sentence)? Done(
        Incident incident, DateTimeOffset? due, DateTimeOffset at, RetrospectiveRule rule = Usual)
    {
        // A meeting that was held before it was reopened is not the one about its end.
        if (incident.Review.Held is { } held && held >= incident.ResolvedAt) return (held, $"held {Stamp(held)}");
        if (InTime(incident, due) is not { } meeting) return null;
        return rule == RetrospectiveRule.Booked ? (null, $"invited for {Stamp(meeting.Start)}")
            : meeting.Start <= at ? (meeting.Start, $"began {Stamp(meeting.Start)}") : null;
    }

    /// <summary>Everything is done that can be done before it begins; null otherwise.</summary>
    public static Retrospective? InTime(Incident incident, DateTimeOffset? due) =>
        incident.Review.Retrospective is { Cancelled: false } meeting
        && meeting.Start >= incident.ResolvedAt && meeting.Start <= due ? meeting : null;

    public static string Stamp(DateTimeOffset at) => $"{at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";
}
