using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.History;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Releases;

namespace Plimsoll.Server.Catalog;

/// <summary>Makes what runs today the last known good: its artifact is kept, so that a rollback has something to go to.</summary>
public sealed class Adoptions(Desk desk, Histories histories, ArtifactIntake artifacts)
{
    public async Task<IResult> Adopt(HttpContext http, string service, Adopt body)
    {
        if (VersionText.Read(body.Version).Problem is { } problem) return Answers.Problem(Refusal.Invalid(problem));
        if (desk.World.Get<Service>(Service.StreamOf(service)).Definition is not { } definition) return ServiceApi.Missing(service);
        if (definition.Environment(body.Environment) is not { } environment)
            return Answers.Problem(Refusal.NotFound($"{service} has no environment {body.Environment}; its plimsoll.yaml lists them."));
        if (definition.Artifact is not { } source)
            return Answers.Problem(Refusal.Invalid($"{service} names no artifact in its plimsoll.yaml; add `artifact:`."));
        var history = await histories.Of(definition, body.Version, "", "", http.RequestAborted);
        if (history.Value is not { } found)
            return Answers.Problem(history.Refusal ?? Refusal.NotFound("The version cannot be found."));
        var kept = await artifacts.Take(
            new ArtifactOrder(source, found.Mirror, found.Commit, body.Version), http.RequestAborted);
        return kept.Value is not { } artifact
            ? Answers.Problem(kept.Refusal ?? Refusal.Invalid("The artifact could not be made."))
            : await http.Send(desk, Lane.StreamOf(service, environment.Name), new AdoptVersion(
                service, environment.Name, body.Version, ArtifactNames.Of(source, body.Version, found.Commit),
                artifact.Sha256, [.. environment.Targets.Select(t => t.Name)]));
    }
}
