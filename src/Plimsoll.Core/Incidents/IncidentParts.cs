using System.Collections.Immutable;

namespace Plimsoll.Core.Incidents;

/// <summary>The moments of an incident; kept apart, because what happened and when it was noticed differ.</summary>
public sealed record Times(
    DateTimeOffset? Started = null,
    DateTimeOffset? Detected = null,
    DateTimeOffset? Declared = null,
    DateTimeOffset? Acknowledged = null,
    DateTimeOffset? Identified = null,
    DateTimeOffset? Decided = null,
    DateTimeOffset? Mitigated = null,
    DateTimeOffset? Restored = null,
    DateTimeOffset? Resolved = null,
    DateTimeOffset? Closed = null);

/// <summary>Who leads, or who was asked to.</summary>
/// <param name="Person">The incident commander; empty until somebody has accepted.</param>
/// <param name="Candidates">Whom to ask, in order.</param>
/// <param name="Asked">Whom it was offered to so far, the newest last.</param>
public sealed record Lead(
    string Person, ImmutableArray<string> Candidates, ImmutableArray<string> Asked, DateTimeOffset AskedAt)
{
    public static Lead None { get; } = new("", [], [], default);

    /// <summary>Whom it is offered to now; empty when nobody is left to ask.</summary>
    public string Offered => Asked is [.., var last] ? last : "";

    /// <summary>Whom to ask when the one asked does not answer; empty when nobody is left.</summary>
    public string Next => Candidates.FirstOrDefault(c => !Asked.Contains(c)) ?? "";
}

/// <summary>Addresses of chat and call, and where the talk is kept once archived.</summary>
public sealed record Channel(string Chat, string Call, string Archive);

public sealed record Responder(string Person, string Role, DateTimeOffset Since);

/// <summary>What may have caused it.</summary>
/// <param name="Proposed">Plimsoll proposes it because it changed lately; a person has not said so.</param>
public sealed record Suspect(int Number, string What, string Why, string Version, string By, bool Proposed);

/// <summary>Rollback, hotfix, workaround, or none because it recovered by itself.</summary>
public enum Remedy { Rollback, Hotfix, Workaround, None }

/// <summary>How the harm is ended: what was chosen among what, why, by whom.</summary>
public sealed record Decision(
    Remedy Remedy, string Reason, ImmutableArray<string> Options, string By, DateTimeOffset At);

/// <summary>What carries out the decision, and whether it helped.</summary>
/// <param name="Deployment">The rollback or the hotfix's deployment; empty for work by hand.</param>
/// <param name="Green">Business time its smoke tests were seen green without a gap.</param>
/// <param name="VerifiedAt">When it was seen green for long enough, or a person vouched for it.</param>
public sealed record Mitigation(
    string Deployment,
    string Environment,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    TimeSpan Green,
    DateTimeOffset? SampledAt,
    bool SampledGreen,
    DateTimeOffset? VerifiedAt,
    string Sentence);

/// <summary>A message about the incident to people outside the response.</summary>
/// <param name="NextBy">When the next one is promised; null for the final one.</param>
public sealed record Update(
    int Number, string Text, ImmutableArray<string> Audiences, ImmutableArray<string> To, string By, DateTimeOffset At,
    bool Final, DateTimeOffset? NextBy);

/// <summary>What an entry of the timeline is.</summary>
public enum EntryKind { Fact, Note, Command, Alarm, Good }

/// <summary>One line of the timeline.</summary>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was written down.</param>
public sealed record Entry(
    int Number, DateTimeOffset At, DateTimeOffset RecordedAt, string By, EntryKind Kind, string Sentence, string Detail)
{
    /// <summary>What it said before it was corrected, the oldest first.</summary>
    public ImmutableArray<Correction> Corrections { get; init; } = [];
}

/// <summary>A correction of an entry keeps what was said before.</summary>
public sealed record Correction(string Before, string Reason, string By, DateTimeOffset At);

/// <summary>When something was first so, and by whom.</summary>
public sealed record Satisfied(DateTimeOffset At, string By);
