using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

// What the HTTP API answers. The same sentences stand on the pages.

public sealed record ServiceView(
    string Name, string Title, string Repository, string MirrorAge, int Revision, ImmutableArray<LaneView> Lanes);

/// <param name="RollbackTo">The version a rollback asked for now goes to; empty when there is none.</param>
public sealed record LaneView(
    string Environment,
    bool Production,
    string Running,
    bool Mixed,
    string LastKnownGood,
    string Active,
    ImmutableArray<string> Queue,
    ImmutableArray<HoldView> Holds,
    ImmutableArray<string> Bad,
    ImmutableArray<TargetView> Targets,
    string RollbackTo = "")
{
    /// <summary>Targets that run something else than is on record, each as half a sentence.</summary>
    public ImmutableArray<string> Drift { get; init; } = [];

    /// <summary>How long going back takes and how that is known, as a sentence; empty while nothing is known.</summary>
    public string RollbackTime { get; init; } = "";

    /// <summary>What is known of restoring its backup; null where it takes none.</summary>
    public DrillView? Drill { get; init; }
}

/// <summary>The newest restore drill of an environment.</summary>
/// <param name="Id">Empty where there was none.</param>
/// <param name="State">undeclared, never, running, passed, failed, error or unknown.</param>
/// <param name="Sentence">How it stands, the same as on the page.</param>
/// <param name="Seconds">What restoring and checking took; null where it was not measured.</param>
/// <param name="Due">One should be run: none has passed, or the last that passed is too old.</param>
public sealed record DrillView(
    string Id, string State, string Sentence, string RestorePoint, DateTimeOffset? At, double? Seconds, long? Bytes, bool Due);

public sealed record HoldView(
    string Id, string Reason, string By, DateTimeOffset At, string Owner = "", DateTimeOffset? Expires = null);

public sealed record TargetView(string Name, string Version, DateTimeOffset? Since);

public sealed record BlockerView(string Code, string Sentence, string WhoCanClear, string Command, int Line);

/// <param name="Sentence">The verdict in one sentence, the same as on the page.</param>
public sealed record ReleaseSummary(
    string Service, string Version, string Type, string State, int Candidate, int GatesOpen, int Gates, string Sentence);

/// <param name="ShipmentStatus">pending, running, waiting, done, failed, cancelled; empty when nobody has shipped it.</param>
public sealed record ReleaseDetail(
    ReleaseSummary Summary,
    string Commit,
    string Digest,
    string Since,
    string Fixes,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string Playbook,
    ImmutableArray<GateView> Gates,
    ImmutableArray<BlockerView> Blockers,
    ImmutableArray<CriterionView> Criteria,
    ImmutableArray<NotesFieldBody> Notes,
    string NotesSavedBy,
    string RollbackPlan,
    string DataClass,
    string Shipment,
    ImmutableArray<StepView> Steps,
    ImmutableArray<string> Changes,
    string ShipmentStatus = "")
{
    /// <summary>Null: they are a draft.</summary>
    public DateTimeOffset? NotesSavedAt { get; init; }

    /// <summary>The newest rehearsal of rolling it back; null where there was none.</summary>
    public RehearsalView? Rehearsal { get; init; }

    /// <summary>What customers were told before it reaches them; null: nothing.</summary>
    public NoticeView? Notice { get; init; }

    /// <summary>Null while it was not announced.</summary>
    public AnnouncementView? Announcement { get; init; }
}

/// <summary>What customers were told of a release beforehand.</summary>
/// <param name="To">The addresses it was mailed to.</param>
public sealed record NoticeView(string Text, ImmutableArray<string> To, string By, DateTimeOffset At);

/// <summary>That a release was announced, and who has said that they read it.</summary>
/// <param name="To">The addresses it was mailed to.</param>
/// <param name="AskedOf">The roles one of which acknowledges it; empty: nobody is asked.</param>
/// <param name="AcknowledgedBy">Empty while nobody has.</param>
public sealed record AnnouncementView(
    ImmutableArray<string> To, DateTimeOffset At, ImmutableArray<string> AskedOf, string AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt);

/// <summary>A rollback that was carried out before production, after which the release was brought back.</summary>
/// <param name="Seconds">From the order to the verified rollback; null where it did not pass.</param>
/// <param name="Sentence">What came of it.</param>
public sealed record RehearsalView(
    string Deployment, string Environment, string To, double? Seconds, string By, DateTimeOffset At, bool Passed,
    string Sentence);

/// <summary>Answer of …/rehearse-rollback: the rollback, and the deployment that brings the release back.</summary>
public sealed record RehearsalStarted(string Environment, string Deployment, string Return);

public sealed record GateView(
    string Id,
    string Title,
    string Verdict,
    string Sentence,
    string WhoCanOpen,
    string Command,
    int Line,
    string Origin,
    string Source,
    DateTimeOffset? ObservedAt);

public sealed record CriterionView(int Number, string Text, string MetBy);

/// <param name="ByPerson">No machine does it: a person completes it.</param>
/// <param name="Due">When it has to be done; null where the guide gives no time or no clock runs yet.</param>
/// <param name="DueWords">The same in words, or why no clock runs yet.</param>
/// <param name="Late">It is open past that time, or was done after it.</param>
public sealed record StepView(
    string Id, string Title, string Status, string Sentence, int Line, string Owners, bool ByPerson = false,
    DateTimeOffset? Due = null, string DueWords = "", bool Late = false);

/// <summary>Answer of …/why: ready, or every blocker with the command that clears it.</summary>
public sealed record WhyView(bool Ready, string Sentence, ImmutableArray<BlockerView> Blockers);

/// <summary>Answer of …/ship: the shipment, or with dry run the commands per target and what blocks.</summary>
public sealed record ShipView(string Shipment, ImmutableArray<PlannedCommandView> Plan, ImmutableArray<BlockerView> Blockers);

public sealed record PlannedCommandView(string Environment, string Target, string Action, string Command);

public sealed record DeploymentSummary(
    string Id,
    string Service,
    string Environment,
    string Version,
    string Kind,
    string Status,
    string Sentence,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt);

public sealed record DeploymentDetail(
    DeploymentSummary Summary,
    string Shipment,
    string RequestedBy,
    string Reason,
    string RestorePoint,
    QuestionView? Question,
    ImmutableArray<ActionView> Actions,
    ImmutableArray<BlockerView> Blockers);

public sealed record QuestionView(string Text, ImmutableArray<string> Choices, DateTimeOffset Expires);

public sealed record ActionView(
    string Key, string Name, string Target, string State, int Attempts, string Sentence, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <summary>Lines of output in order; ask again with <paramref name="Next"/>. Ended: no more will come.</summary>
public sealed record LogPage(ImmutableArray<LogLineView> Lines, string Next, bool Ended);

public sealed record LogLineView(DateTimeOffset At, string Action, string Text);

/// <summary>Lines of output that hold a text, in order. Next: where to search on; empty when everything was searched.</summary>
public sealed record LogSearchPage(ImmutableArray<LogHitView> Hits, string Next);

/// <param name="Attempt">Which one of the deployment's attempts, from 1 in the order they started.</param>
/// <param name="Line">Number of the line in the attempt's output, from 1.</param>
/// <param name="Text">The line without control sequences; of a long one what stands around the text.</param>
/// <param name="Href">Address of the page that shows the line.</param>
public sealed record LogHitView(
    int Attempt, string Action, string Target, long Line, DateTimeOffset At, string Text, string Href);

public sealed record OutboxView(
    string Key, string Channel, string To, string Title, string State, int Tries, string LastError, DateTimeOffset At, DateTimeOffset? SentAt);

/// <summary>A page: who was tried, and who has it.</summary>
/// <param name="Status"><c>triggered</c>, <c>unanswered</c>, <c>acknowledged</c> or <c>resolved</c>.</param>
/// <param name="Next">When the next step is due, or the acknowledgement lapses; null once it is resolved.</param>
public sealed record PageView(
    string Id, string About, string Service, string Title, string Text, string Severity, string Status, string AcknowledgedBy,
    string Outcome, DateTimeOffset TriggeredAt, DateTimeOffset? Next, ImmutableArray<PageContactView> Contacts);

/// <summary>One contact of a page. <c>NotifiedAt</c> is null for who was not tried yet.</summary>
public sealed record PageContactView(
    string Person, string Mail, bool Webhook, DateTimeOffset? NotifiedAt, string Failure);

public sealed record WebhookSecretView(string Secret);

public sealed record InboundView(string Kind, string Service, DateTimeOffset At, string Outcome);

public sealed record JournalView(long Facts, bool Intact, string Sentence);

/// <summary>Answer of the upload of evidence: what was read.</summary>
public sealed record EvidenceAnswer(string Gate, string Verdict, string Summary, ImmutableArray<string> Notes);

/// <summary>Answer of create and seal.</summary>
public sealed record SealedView(
    string Service, string Version, string Type, int Candidate, string Commit, string Digest, int Changes, ImmutableArray<string> Notes);
