using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>The releases part of the HTTP API: what needs nothing but a command.</summary>
public static class ReleaseApi
{
    public static void MapReleaseCommands(this IEndpointRouteBuilder api)
    {
        var one = api.MapGroup("/releases/{service}/{version}");
        one.MapPost("/plan-rollback", (string service, string version, PlanRollbackBody body, Desk desk, HttpContext http) =>
            EnumNames.Read<DataClass>(body.Data, out var data)
                ? http.Send(desk, Release.StreamOf(service, version), new PlanRollback(body.Steps, data, body.Mitigation, body.Decides))
                : Task.FromResult<IResult>(Answers.Problem(Refusal.Invalid("The data class is none, compatible or irreversible."))));
        one.MapPost("/notes", (string service, string version, NotesBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version),
                new SaveNotes([.. body.Fields.Select(f => new NotesField(f.Name, f.Text))]) { Read = body.Read }));
        one.MapPost("/tell-customers", (string service, string version, NoticeBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new TellCustomers(body.Text, body.Again)));
        one.MapPost("/add-criterion", (string service, string version, CriterionBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new AddCriterion(body.Text)));
        one.MapPost("/meet-criterion", (string service, string version, MeetCriterionBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new MeetCriterion(body.Number)));
        one.MapPost("/confirm", (string service, string version, ConfirmBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new ConfirmGate(body.Gate, body.Comment)));
        one.MapPost("/sign-off", (string service, string version, SignOffBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new GiveSignOff(body.Role, body.Candidate, body.Comment, body.Self)));
        one.MapPost("/confirm-emergency", (string service, string version, CommentBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new ConfirmEmergency(body.Comment)));
        one.MapPost("/take-back-sign-off", (string service, string version, SignOffBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new TakeBackSignOff(body.Role, body.Comment)));
        one.MapPost("/request-waiver", (string service, string version, WaiverBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new RequestWaiver(body.Gate, body.Reason, body.Until)));
        one.MapPost("/grant-waiver", (string service, string version, GateBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new GrantWaiver(body.Gate)));
        one.MapPost("/withdraw", (string service, string version, ReasonBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new WithdrawRelease(body.Reason)));
        one.MapReleaseLines();
        one.MapAcknowledgement();
        one.MapPost("/cancel-shipment", (string service, string version, ReasonBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Shipment.StreamOf(Latest(desk, service, version).Id), new CancelShipment(body.Reason)));
        one.MapPost("/complete-step", (string service, string version, CompleteStepBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Shipment.StreamOf(Latest(desk, service, version).Id), new CompleteStep(body.Step, body.Skip, body.Note)));
    }

    public static void MapReleaseReads(this IEndpointRouteBuilder api)
    {
        api.MapGet("/releases", (string? service, Sight sight) => sight.World.All<Release>().Select(r => r.Value)
            .Where(r => r.Exists && (service is null || r.Service == service)).OrderByDescending(r => r.CreatedAt)
            .Select(r => ReleaseViews.Summary(r, sight.World, sight.Now)));
        api.MapGet("/releases/{service}/{version}", (string service, string version, Sight sight) =>
            sight.World.Get<Release>(Release.StreamOf(service, version)) is { Exists: true } release
                ? Results.Ok(ReleaseViews.Detail(release, sight.World, sight.Now))
                : Missing(service, version)).Produces<ReleaseDetail>();
        api.MapGet("/releases/{service}/{version}/why", (string service, string version, Sight sight) =>
            sight.World.Get<Release>(Release.StreamOf(service, version)) is { Exists: true } release
                ? Results.Ok(Why(release, sight))
                : Missing(service, version)).Produces<WhyView>();
    }

    public static IResult Missing(string service, string version) => Answers.Problem(NotThere(service, version));

    public static Refusal NotThere(string service, string version) => Refusal.NotFound(
        $"There is no release {version} of {service}; `plimsoll release list` shows what there is.");

    private static WhyView Why(Release release, Sight sight)
    {
        var blockers = ReleaseViews.Blockers(release, sight.World, sight.Now).ToList();
        return new WhyView(blockers.Count == 0, ReleaseViews.Summary(release, sight.World, sight.Now).Sentence, [.. blockers]);
    }

    private static Shipment Latest(Desk desk, string service, string version) =>
        desk.World.LatestShipment(desk.World.Get<Release>(Release.StreamOf(service, version)));
}
