using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Seals the release's content under the next number and pins the guide it is judged by.</summary>
public sealed record SealCandidate(
    string Commit,
    string Artifact,
    string Digest,
    string Playbook,
    ImmutableArray<string> Authors,
    ImmutableArray<Change> Changes)
    : ReleaseCommand
{
    /// <summary>What the changes carry and touch; null where the history does not tell.</summary>
    public Touched? Touched { get; init; }

    /// <summary>The smallest type the changes allow; null when they do not tell.</summary>
    public ReleaseType? LeastType { get; init; }

    public static Refusal NoGuide { get; } =
        Refusal.Invalid("No guide is applied; apply one with `plimsoll guide apply FILE`.");

    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (Commit == "" || Digest == "")
            return Refusal.Invalid("A candidate is a commit and the bytes built from it; one of them is missing.");
        if (Playbook == "") return NoGuide;
        // What it was created for may have grown since.
        if (CreateRelease.TooSmall(ReleaseStep.Read(release.Since, release.Version), release.Since, release.Version,
            release.Type, LeastType) is { } small) return small;
        return release.Candidate is { } last && (last.Commit, last.Digest, last.Playbook) == (Commit, Digest, Playbook)
            // The same content again changes nothing, but whoever is proven takes the place of who was not.
            && (PersonId.Is(last.SealedBy) || !PersonId.Is(now.Actor))
            ? Ruling.Of<ReleaseEvent>()
            : new CandidateSealed(release.Candidates.Length + 1, Commit, Artifact, Digest, Playbook, Authors, Changes)
            {
                Touched = Touched,
            };
    }
}

public sealed record CandidateSealed(
    int Number,
    string Commit,
    string Artifact,
    string Digest,
    string Playbook,
    ImmutableArray<string> Authors,
    ImmutableArray<Change> Changes) : ReleaseEvent
{
    public Touched? Touched { get; init; }

    public override Release Apply(Release release, Moment moment) => release with
    {
        Candidates = release.Candidates.Add(new Candidate(
            Number, Commit, Artifact, Digest, Playbook, Authors, Changes, moment.At, moment.Actor)
        {
            Touched = Touched,
        }),
    };
}
