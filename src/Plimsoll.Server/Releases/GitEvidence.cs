using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Releases;

/// <summary>Evidence that the repository itself holds: whether the candidate is merged to the main line.</summary>
public sealed class GitEvidence(Desk desk, Histories histories)
{
    private const string Actor = "system:git";

    /// <summary>Fetches the repository, then asks it.</summary>
    public async Task Refresh(ServiceDefinition service, Release release, CancellationToken stop)
    {
        var mirror = await histories.Fresh(service, stop);
        if (mirror.Good) await Gather(service, release, mirror.Value, stop);
        else await Record(release, Verdict.Error, mirror.Refusal.Reason, stop);
    }

    /// <param name="mirror">Fetched already: what it says now is the answer.</param>
    public async Task Gather(ServiceDefinition service, Release release, Mirror mirror, CancellationToken stop)
    {
        if (release.Candidate is not { } candidate) return;
        var merged = await mirror.IsMerged(candidate.Commit, service.MainLine, stop);
        if (merged.Good) await Record(release, VerdictOf(merged.Value), merged.Value.Sentence, stop);
        else await Record(release, Verdict.Error, merged.Refusal.Reason, stop);
    }

    private async Task Record(Release release, Verdict verdict, string sentence, CancellationToken stop)
    {
        if (release.Candidate is not { } candidate) return;
        await desk.Send(Release.StreamOf(release.Service, release.Version), new AddEvidence(
            Concepts.PrsMerged, verdict, candidate.Commit, "git", desk.Now, sentence, "", ByHand: false), Actor, stop);
    }

    private static Verdict VerdictOf(MergedAnswer answer) =>
        answer.Merged || answer.SameContent is not null ? Verdict.Passed : Verdict.Failed;
}
