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

    public async Task Gather(ServiceDefinition service, Release release, CancellationToken stop)
    {
        if (release.Candidate is not { } candidate) return;
        var (verdict, sentence) = await Merged(service, candidate.Commit, stop);
        await desk.Send(Release.StreamOf(release.Service, release.Version), new AddEvidence(
            Concepts.PrsMerged, verdict, candidate.Commit, "git", desk.Now, sentence, "", ByHand: false), Actor, stop);
    }

    private async Task<(Verdict, string)> Merged(ServiceDefinition service, string commit, CancellationToken stop)
    {
        var mirror = histories.MirrorOf(service);
        if (mirror.Value is not { } repository) return (Verdict.Error, mirror.Refusal?.Reason ?? "no repository");
        var update = await repository.Update(stop);
        if (update.Refusal is { } unreached) return (Verdict.Error, unreached.Reason);
        var merged = await repository.IsMerged(commit, service.MainLine, stop);
        return merged.Value is { } answer
            ? (answer.Merged || answer.SameContent is not null ? Verdict.Passed : Verdict.Failed, answer.Sentence)
            : (Verdict.Error, merged.Refusal?.Reason ?? "git gave no answer");
    }
}
