using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>How one look at the smoke tests ended.</summary>
public enum Sample { Green, Red, NoData }

/// <summary>The smoke tests of what runs in production, looked at once while the incident is watched.</summary>
public sealed record SampleMitigation(Sample Sample, string Sentence) : IncidentCommand
{
    /// <summary>Business time the tests must be green without a gap.</summary>
    public static TimeSpan Hold { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Business time between two looks.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident is not { Status: IncidentStatus.Monitoring, Mitigation: { VerifiedAt: null } watched })
            return Ruling.Of<IncidentEvent>();
        if (Sample == Sample.Red) return new VerificationFailed(Sentence);
        var green = Sample == Sample.Green ? watched.Green + Credit(watched, now.At) : watched.Green;
        return Ruling.Of([new MitigationSampled(Sample, Sentence, green),
            .. Sample == Sample.Green && green >= Hold
                ? [new MitigationVerified($"{Sentence}; green for {Hold.TotalMinutes:0} min")]
                : Array.Empty<IncidentEvent>()]);
    }

    /// <summary>A gap in looking counts for nothing: at most two intervals between two green looks. Nor does a clock
    /// that was put back.</summary>
    private static TimeSpan Credit(Mitigation watched, DateTimeOffset at) =>
        watched is { SampledGreen: true, SampledAt: { } last } && at >= last && at - last <= 2 * Interval
            ? at - last : TimeSpan.Zero;
}

/// <param name="Green">Business time seen green so far.</param>
public sealed record MitigationSampled(Sample Sample, string Sentence, TimeSpan Green) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment)
    {
        if (incident.Mitigation is not { } watched) return incident;
        var sampled = incident with
        {
            Mitigation = watched with { SampledAt = moment.At, SampledGreen = Sample == Sample.Green, Green = Green },
        };
        return watched.SampledAt is null || Sample == Sample.NoData && watched.SampledGreen
            ? sampled.Tell(moment, Sample == Sample.Green ? "Smoke tests are green" : "Smoke tests cannot be read",
                Sentence)
            : sampled;
    }
}

public sealed record MitigationVerified(string Sentence) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => incident.Mitigation is not { } watched
        ? incident
        : (incident with { Mitigation = watched with { VerifiedAt = moment.At, Sentence = Sentence } })
            .Tell(moment, "Mitigation verified", Sentence, EntryKind.Good);
}

public sealed record VerificationFailed(string Sentence) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident.To(IncidentStatus.Identified) with { Mitigation = null })
            .Tell(moment, "The mitigation does not hold", Sentence, EntryKind.Alarm);
}

/// <summary>A person vouches that the mitigation holds, or says that it does not, with what they saw.</summary>
public sealed record VouchForMitigation(bool Holds, string Note) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.NotResponding() is { } refusal ? refusal
        : incident.Status != IncidentStatus.Monitoring
            ? Refusal.Blocked($"{incident.Id} is {incident.Status.Word}; nothing is mitigated yet.")
        : now.BySystem ? Refusal.Forbidden("A person vouches; checks speak for themselves.")
        : string.IsNullOrWhiteSpace(Note) ? Refusal.Invalid("Say what you saw.")
        : !Holds ? new VerificationFailed(Note.Trim())
        : incident.Mitigation?.VerifiedAt is not null ? Ruling.Of<IncidentEvent>()
        : new MitigationVerified($"{Note.Trim()} ({now.Actor})");
}
