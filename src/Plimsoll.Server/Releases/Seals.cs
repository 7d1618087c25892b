using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.History;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Releases;

/// <summary>Makes candidates: builds the artifact from a commit, keeps it by digest, seals, and asks git for evidence.</summary>
public sealed class Seals(Desk desk, Histories histories, ArtifactIntake artifacts, GitEvidence git)
{
    /// <summary>Seals what a ref names as the next candidate of a release.</summary>
    public async Task<IResult> Seal(HttpContext http, string service, string version, string reference)
    {
        var stop = http.RequestAborted;
        var stream = Release.StreamOf(service, version);
        if (desk.World.Get<Release>(stream) is not { Exists: true } release) return ReleaseApi.Missing(service, version);
        if (desk.World.Get<Service>(Service.StreamOf(service)).Definition is not { } definition)
            return Answers.Problem(Refusal.NotFound($"There is no service {service}."));
        if (definition.Artifact is not { } source)
            return Answers.Problem(Refusal.Invalid($"{service} names no artifact in its plimsoll.yaml; add `artifact:`."));
        var history = await histories.Of(definition, version, reference, release.Since, stop);
        if (history.Refusal is { } unknown) return Answers.Problem(unknown);
        var found = history.Value ?? throw new InvalidOperationException("A history without a refusal has a value.");
        var kept = await artifacts.Take(new ArtifactOrder(source, found.Mirror, found.Commit, version), stop);
        if (kept.Refusal is { } unbuilt) return Answers.Problem(unbuilt);
        var answer = await http.Ask(desk, stream, Command(found, ArtifactNames.Of(source, version, found.Commit), kept.Value?.Sha256 ?? ""));
        if (answer is not Engine.Answer.Accepted accepted) return answer.ToHttp(http);
        await git.Gather(definition, desk.World.Get<Release>(stream), stop);
        http.Response.Headers[Answers.PositionHeader] = $"{accepted.Position}";
        return Results.Ok(View(desk.World.Get<Release>(stream), found));
    }

    private SealCandidate Command(History found, string artifact, string digest) => new(
        found.Commit, artifact, digest, desk.World.Get<GuideBook>(GuideBook.Stream).Newest?.Hash ?? "",
        [.. found.Range.Commits.Where(c => !c.IsMerge).Select(c => c.Author.Name).Distinct(StringComparer.OrdinalIgnoreCase)],
        [.. found.Range.Commits.Where(c => !c.IsMerge).Take(MostChanges).Select(c => new Change(c.Hash, c.Author.Name, c.Subject))]);

    // The journal keeps what notes are written from, not a whole history; the mirror has the rest.
    private const int MostChanges = 500;

    private static SealedView View(Release release, History found) => new(
        release.Service, release.Version, release.Type.ToString().ToLowerInvariant(), release.Candidate?.Number ?? 0,
        release.Candidate?.Commit ?? "", release.Candidate?.Digest ?? "", found.Range.Commits.Length, [found.Range.Sentence]);
}
