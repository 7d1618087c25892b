using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Plimsoll.Files.Api;

// The JSON bodies of the HTTP API, shared by the server and the command line. Names are part of the interface.

/// <summary>POST /api/v1/services/apply: a plimsoll.yaml as text.</summary>
/// <param name="Folder">The full path of the file's folder, which completes relative paths; empty when there is none.</param>
public sealed record ApplyServices(string File, string Text, string Folder = "");

/// <summary>POST /api/v1/guide/apply: a guide's bytes, base64.</summary>
/// <param name="Sidecar">What lies beside it as GUIDE.plimsoll.yaml; null where nothing does.</param>
/// <param name="Linked">The Markdown files it links to, by their path from its folder.</param>
public sealed record ApplyGuide(
    string File, byte[] Content, NamedFile? Sidecar = null, ImmutableArray<NamedFile>? Linked = null);

/// <summary>A file that goes with another; its bytes are base64.</summary>
public sealed record NamedFile(string Name, byte[] Content);

/// <summary>POST /api/v1/guide/approve and /guide/withdraw: a proposed revision, by its playbook's hash or how that
/// begins.</summary>
public sealed record ProposalBody(string Hash);

/// <summary>POST /api/v1/services/{service}/adopt: what runs today becomes last known good.</summary>
public sealed record Adopt(string Version, string Environment);

/// <summary>POST /api/v1/services/{service}/{environment}/hold.</summary>
/// <param name="Owner">A person or a role; empty: Release Managers.</param>
/// <param name="Expires">When it ends by itself; null: when somebody lifts it.</param>
public sealed record PlaceHoldBody(string Reason, string Owner = "", DateTimeOffset? Expires = null);

/// <summary>POST /api/v1/services/{service}/{environment}/lift.</summary>
public sealed record LiftHoldBody(string Hold, string Reason);

/// <summary>POST …/rehearse-rollback.</summary>
/// <param name="Environment">Empty: the last one before production.</param>
public sealed record RehearseRollbackBody(string Environment = "");

/// <summary>POST /api/v1/services/{service}/{environment}/rollback.</summary>
public sealed record RollbackBody(string Reason);

/// <summary>POST /api/v1/releases/create. Ref: a branch, tag or commit; empty takes the version's tag.</summary>
public sealed record CreateReleaseBody(string Service, string Version, string Type, string Ref, string Fixes);

/// <summary>POST …/seal: makes the next candidate from a ref; empty takes the version's tag.</summary>
public sealed record SealBody(string Ref);

/// <summary>POST …/evidence: a SARIF or JUnit file, or a verdict typed by a person.</summary>
/// <param name="Kind"><c>sarif</c>, <c>junit</c> or <c>check</c>.</param>
/// <param name="Name">File name, or the gate for a check.</param>
/// <param name="Content">The file's bytes, or the verdict's word.</param>
/// <param name="Commit">What was tested or scanned; empty: the newest candidate's commit.</param>
public sealed record EvidenceBody(string Kind, string Name, byte[] Content, string Summary, string Link, string Commit = "");

/// <param name="Read">When the notes that were read had been saved (<c>notesSavedAt</c>); later ones of somebody else are not
/// written over. Null: they are.</param>
public sealed record NotesBody(ImmutableArray<NotesFieldBody> Fields, DateTimeOffset? Read = null);

public sealed record NotesFieldBody(string Name, string Text);

/// <summary>POST …/plan-rollback. Data: none, compatible or irreversible.</summary>
public sealed record PlanRollbackBody(string Steps, string Data, string Mitigation, string Decides);

public sealed record CriterionBody(string Text);

/// <summary>POST …/tell-customers.</summary>
public sealed record NoticeBody(string Text, bool Again = false);

public sealed record MeetCriterionBody(int Number);

public sealed record ConfirmBody(string Gate, string Comment);

/// <summary>POST …/sign-off. Candidate: the number that was read; 0 signs the newest.</summary>
public sealed record SignOffBody(string Role, int Candidate, string Comment)
{
    /// <summary>Approve the own work, because nobody else holds the role.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Self { get; init; }
}

/// <summary>POST …/sign-off-in-emergency: by the commander of the incident the patch names.</summary>
public sealed record EmergencyBody(int Candidate, string Reason);

/// <summary>POST …/confirm-emergency.</summary>
public sealed record CommentBody(string Comment);

public sealed record WaiverBody(string Gate, string Reason, DateTimeOffset Until);

public sealed record GateBody(string Gate);

public sealed record ReasonBody(string Reason);

/// <summary>POST …/complete-step.</summary>
public sealed record CompleteStepBody(string Step, bool Skip, string Note);

/// <summary>POST …/answer-line: whether a conditional gate or step applies.</summary>
public sealed record AnswerLineBody(string Line, bool Applies, string Reason);

/// <summary>POST …/refuse-line and …/deviate: a gate or a step of the walk, and why.</summary>
public sealed record LineBody(string Line, string Reason);

/// <summary>POST …/plan-start.</summary>
/// <param name="Expires">With it the start is kept to: not before, by itself then, over when it has not begun.</param>
public sealed record PlanStartBody(DateTimeOffset At, DateTimeOffset? Expires = null);

/// <summary>POST /api/v1/guide/revoke.</summary>
public sealed record RevokeBody(string Hash, string Reason);

/// <summary>POST /api/v1/deployments/{id}/answer. Choice: retry, skip, exclude, fail, rollback.</summary>
public sealed record AnswerBody(string Choice, string Reason);
