using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Vault;
using Plimsoll.Files.Api;
using Plimsoll.Server.Catalog;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>Runs a service's smoke tests once, against what runs on staging today, to show that the suite is prepared.</summary>
/// <remarks>A check that says no has run: the old version is still there. One that could not be measured has not.</remarks>
public sealed class Rehearsals(Desk desk, SuiteRun suites)
{
    private const string Actor = "system:rehearsal";

    public async Task<IResult> Rehearse(HttpContext http, string service, string version)
    {
        var stream = Release.StreamOf(service, version);
        var release = desk.World.Get<Release>(stream);
        if (!release.Exists) return ReleaseApi.Missing(service, version);
        if (desk.World.Get<Service>(Service.StreamOf(service)).Definition is not { } definition) return ServiceApi.Missing(service);
        if (release.Candidate is not { } candidate)
            return Answers.Problem(Refusal.Invalid("The suite is run for a candidate; seal one first."));
        var (verdict, sentence) = await Run(definition, version, http.RequestAborted);
        var answer = await desk.Send(stream, new AddEvidence(Concepts.SmokePrepared, verdict, candidate.Commit,
            "smoke suite", desk.Now, sentence, "", ByHand: false), Actor, http.RequestAborted);
        return answer is Answer.Accepted
            ? Results.Ok(new EvidenceAnswer(Concepts.SmokePrepared, verdict.Word, sentence, [])) : answer.ToHttp(http);
    }

    private async Task<(Verdict, string)> Run(ServiceDefinition service, string version, CancellationToken stop)
    {
        if (service.Smoke.Count == 0) return (Verdict.Failed, "the service declares no smoke tests; add `smoke:` to its plimsoll.yaml");
        var place = service.Environments.FirstOrDefault(e => !e.IsProduction) ?? service.Environments[0];
        ImmutableArray<CheckTarget> targets = [.. place.Targets.Select(t => new CheckTarget(t.Name, t.Url, t.FolderHere(), version,
            CheckVariables.Of(service, place, t))
        {
            Secrets = WorkVariables.Of(service, place, t).Secret,
            Frozen = SecretNeeds.Of(service, place, desk.World.Reader()).Set,
        })];
        var results = await suites.Run(service.Smoke, targets, stop);
        var unmeasured = results.Where(r => r.Verdict is "error" or "inconclusive").ToList();
        var isEmpty = desk.World.Get<Lane>(Lane.StreamOf(service.Name, place.Name)).Targets.IsEmpty;
        return unmeasured.Count > 0
            ? (Verdict.Error, $"{unmeasured[0].Name} could not run on {place.Name}{(isEmpty ? ", where nothing was deployed yet" : "")}: "
                + unmeasured[0].Sentence)
            : (Verdict.Passed, $"{service.Smoke.Count} checks loaded and ran on {place.Name}, " +
                $"{results.Count(r => r.Verdict == "passed")} of {results.Length} passed against what runs there now");
    }
}
