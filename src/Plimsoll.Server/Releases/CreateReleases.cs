using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.History;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>Opens a release: range since the last one, least type from its commits, then the first candidate.</summary>
public sealed class CreateReleases(Desk desk, Histories histories, Seals seals)
{
    public async Task<IResult> Create(HttpContext http, CreateReleaseBody body) => (await Open(http, body)).ToHttp(http);

    /// <summary>The release and its first candidate; the answer to whichever came last.</summary>
    public async Task<Sealing> Open(HttpContext http, CreateReleaseBody body)
    {
        var problem = VersionText.Read(body.Version).Problem;
        if (problem is not null) return Sealing.Refused(Refusal.Invalid(problem));
        if (desk.World.Get<Service>(Service.StreamOf(body.Service)).Definition is not { } service)
            return Sealing.Refused(Refusal.NotFound(
                $"There is no service {body.Service}; apply its plimsoll.yaml with `plimsoll service apply`."));
        if (desk.World.Get<GuideBook>(GuideBook.Stream).Newest is null) return Sealing.Refused(SealCandidate.NoGuide);
        var since = LastRelease(service, body.Version);
        var step = ReleaseStep.Read(since, body.Version);
        if (step.Problem is not null) return Sealing.Refused(Refusal.Invalid(step.Problem));
        if (TypeOf(body.Type, step) is not { } type)
            return Sealing.Refused(Refusal.Invalid($"'{body.Type}' is not a release type; it is patch, minor or major."));
        var history = await histories.Of(service, body.Version, body.Ref, since, http.RequestAborted);
        if (!history.Good) return Sealing.Refused(history.Refusal);
        var least = step.HasLeastType ? LeastType.Of(history.Value.Range.Commits) : null;
        var answer = await http.Ask(desk, Release.StreamOf(body.Service, body.Version),
            new CreateRelease(body.Service, body.Version, type, since, least?.Type, Fixed(body.Fixes, Viewer.Of(http).World)));
        if (answer is not Engine.Answer.Accepted) return new Sealing(answer, null);
        var made = await seals.Make(http, body.Service, body.Version, body.Ref, history.Value);
        return made.Answer is Engine.Answer.Refused { Refusal: var refusal }
            ? Sealing.Refused(refusal with
            {
                Reason = $"{body.Service} {body.Version} is created; no candidate is sealed yet: {refusal.Reason}\n"
                    + $"Then `plimsoll release seal {body.Service} {body.Version}`.",
            })
            : made.Noting(step.Note, least?.Sentence);
    }

    /// <summary>An incident that goes on by its id, as its holds know it: <c>7</c> is INC-7, and one that was merged is the one
    /// it went into. Anything else is left as it is written.</summary>
    private static string Fixed(string written, World world)
    {
        var incident = world.Get<Incident>(Incident.StreamOf(IncidentNumbers.Read(written)));
        while (incident.MergedInto != "") incident = world.Get<Incident>(Incident.StreamOf(incident.MergedInto));
        return incident.Exists && !incident.Status.IsOver ? incident.Id : written.Trim();
    }

    /// <summary>The newest version before this one that was good in production; empty for the first release.</summary>
    private string LastRelease(ServiceDefinition service, string version) => ReleaseStep.LastBefore(version,
        from environment in service.Environments
        where environment.IsProduction
        from good in desk.World.Get<Lane>(Lane.StreamOf(service.Name, environment.Name)).Good
        select good.Version);

    private static ReleaseType? TypeOf(string asked, ReleaseStep step) =>
        asked != "" ? EnumNames.Read<ReleaseType>(asked, out var type) ? type : null : step.Type ?? ReleaseType.Minor;
}
