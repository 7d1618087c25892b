using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Releases;

namespace Plimsoll.Server.Incidents;

/// <summary>Opens the patch that ends an incident; each names the other.</summary>
public sealed class Hotfixes(Desk desk, CreateReleases releases)
{
    public async Task<IResult> Open(HttpContext http, string id, HotfixBody body) =>
        Sight.Of(http).Incident(id) is not { } incident ? IncidentApi.Missing(id)
        : Objection(incident, body.Version, http.Actor()) is { } refusal ? Answers.Problem(refusal)
        : await releases.Create(http, new CreateReleaseBody(
            incident.Service, body.Version, "patch", body.Ref, incident.Id));

    /// <summary>Asked before anything is opened: a release that nobody can link helps nobody.</summary>
    private Refusal? Objection(Incident incident, string version, string actor) =>
        incident.Service == "" ? Refusal.Invalid(
            $"{incident.Id} names no service, so there is nothing to patch. Create the release of the service it is " +
            $"about: `plimsoll release create SERVICE {version} --fixes {incident.Id}`.")
        : desk.Check(Incident.StreamOf(incident.Id), new LinkHotfix(version), actor);
}
