using Plimsoll.Core.Catalog;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Catalog;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>The releases part of the HTTP API: what needs the repository, a build, a file or a run before its command.</summary>
public static class ReleaseWorkApi
{
    public static void MapReleaseWork(this IEndpointRouteBuilder api)
    {
        api.MapPost("/releases/create", (CreateReleaseBody body, CreateReleases releases, HttpContext http) =>
            releases.Create(http, body)).Produces<SealedView>();
        var one = api.MapGroup("/releases/{service}/{version}");
        one.MapPost("/seal", (string service, string version, SealBody body, Seals seals, HttpContext http) =>
            seals.Seal(http, service, version, body.Ref)).Produces<SealedView>();
        one.MapPost("/evidence", (string service, string version, EvidenceBody body, EvidenceFiles files, HttpContext http) =>
            files.Add(http, service, version, body)).Produces<EvidenceAnswer>();
        one.MapPost("/refresh", Refresh).Produces<ReleaseDetail>();
        one.MapPost("/rehearse", (string service, string version, Rehearsals rehearsals, HttpContext http) =>
            rehearsals.Rehearse(http, service, version)).Produces<EvidenceAnswer>();
        one.MapRehearsedRollbacks();
        one.MapPost("/ship", (string service, string version, bool? dryRun, Shipping shipping, HttpContext http) =>
            shipping.Ship(http, service, version, dryRun ?? false)).Produces<ShipView>();
        one.MapGet("/notes", (string service, string version, Sight sight) =>
            sight.World.Get<Release>(Release.StreamOf(service, version)) is { Exists: true } release
                ? Results.Text(ReleaseNotes.Markdown(release, sight.World, sight.Now), "text/markdown; charset=utf-8")
                : ReleaseApi.Missing(service, version)).Produces<string>(200, "text/markdown");
    }

    private static async Task<IResult> Refresh(string service, string version, GitEvidence git, Desk desk, HttpContext http)
    {
        var release = desk.World.Get<Release>(Release.StreamOf(service, version));
        if (!release.Exists) return ReleaseApi.Missing(service, version);
        if (desk.World.Get<Service>(Service.StreamOf(service)).Definition is not { } definition) return ServiceApi.Missing(service);
        await git.Refresh(definition, release, http.RequestAborted);
        return Results.Ok(ReleaseViews.Detail(Sight.Of(http).Release(service, version), Sight.Of(http).World, desk.Now));
    }
}
