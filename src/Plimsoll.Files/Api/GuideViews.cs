using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>The answer to applying, approving or withdrawing a guide.</summary>
/// <param name="Playbook">The hash of the compiled guide.</param>
/// <param name="Proposed">It waits for a second person; false: it is in force, or withdrawn.</param>
/// <param name="Effect">What it changes for releases and incidents, in sentences.</param>
/// <param name="Approve">Who may approve it; empty when nobody has to.</param>
public sealed record GuideChangeView(
    long Position, long Version, string Playbook, bool Proposed, ImmutableArray<string> Effect, string Approve);

/// <summary>GET /api/v1/guide/proposals: a revision that waits for a second person.</summary>
public sealed record ProposalView(
    string Playbook, string Guide, string By, DateTimeOffset At, ImmutableArray<string> Effect);
