using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.History;
using Plimsoll.Server.Access;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Releases;

/// <summary>Makes candidates: builds the artifact from a commit, keeps it by digest, seals, and asks git for evidence.</summary>
public sealed class Seals(Desk desk, Histories histories, ArtifactIntake artifacts, GitEvidence git, Roster roster)
{
    /// <summary>Seals what a ref names as the next candidate of a release.</summary>
    public async Task<IResult> Seal(HttpContext http, string service, string version, string reference) =>
        (await Make(http, service, version, reference)).ToHttp(http);

    /// <summary>The same, for who answers in another way than the API.</summary>
    /// <param name="read">The history where it was read just now; null to ask the repository.</param>
    public async Task<Sealing> Make(
        HttpContext http, string service, string version, string reference, History? read = null)
    {
        var stop = http.RequestAborted;
        var stream = Release.StreamOf(service, version);
        if (desk.World.Get<Release>(stream) is not { Exists: true } release) return Sealing.Refused(ReleaseApi.NotThere(service, version));
        if (desk.World.Get<Service>(Service.StreamOf(service)).Definition is not { } definition)
            return Sealing.Refused(Refusal.NotFound($"There is no service {service}."));
        if (definition.Artifact is not { } source)
            return Sealing.Refused(Refusal.Invalid($"{service} names no artifact in its plimsoll.yaml; add `artifact:`."));
        var history = read is null
            ? await histories.Of(definition, version, reference, release.Since, stop)
            : Found.Of(read);
        if (!history.Good) return Sealing.Refused(history.Refusal);
        var found = history.Value;
        var kept = await artifacts.Take(new ArtifactOrder(source, found.Mirror, found.Commit, version), stop);
        if (kept.Refusal is { } unbuilt) return Sealing.Refused(unbuilt);
        var touched = SealedChanges.Touched(
            found.Range, await found.Mirror.Paths(found.Range, definition.Path, stop));
        var answer = await http.Ask(desk, stream, Command(found, ArtifactNames.Of(source, version, found.Commit), kept.Value?.Sha256 ?? "") with { Touched = touched });
        if (answer is not Answer.Accepted) return new Sealing(answer, null);
        await git.Gather(definition, desk.World.Get<Release>(stream), found.Mirror, stop);
        return new Sealing(answer, View(desk.World.Get<Release>(stream), found));
    }

    private SealCandidate Command(History found, string artifact, string digest) => new(
        found.Commit, artifact, digest, desk.World.Get<GuideBook>(GuideBook.Stream).Newest?.Hash ?? "",
        [.. found.Range.Commits.Where(c => !c.IsMerge).Select(c => roster.AuthorOf(c.Author.Name, c.Author.Mail)).Distinct(StringComparer.OrdinalIgnoreCase)],
        SealedChanges.Of(found.Range.Commits))
    { LeastType = LeastType.Of(found.Range.Commits)?.Type };

    private static SealedView View(Release release, History found) => new(
        release.Service, release.Version, release.Type.ToString().ToLowerInvariant(), release.Candidate?.Number ?? 0,
        release.Candidate?.Commit ?? "", release.Candidate?.Digest ?? "",
        found.Range.Commits.Length, [found.Range.Sentence]);
}

/// <summary>How making a candidate ended.</summary>
/// <param name="View">What was sealed; null when nothing was.</param>
public sealed record Sealing(Answer Answer, SealedView? View)
{
    public static Sealing Refused(Refusal refusal) => new(new Answer.Refused(refusal), null);

    /// <summary>The same with more to say about it.</summary>
    public Sealing Noting(params IEnumerable<string?> notes) =>
        this with { View = View is null ? null : View with { Notes = [.. View.Notes, .. notes.OfType<string>()] } };

    public IResult ToHttp(HttpContext http)
    {
        if (Answer is not Answer.Accepted accepted || View is null) return Answer.ToHttp(http);
        http.Response.Headers[Answers.PositionHeader] = $"{accepted.Position}";
        return Results.Ok(View);
    }
}
