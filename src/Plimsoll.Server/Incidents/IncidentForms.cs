using Microsoft.AspNetCore.Http.HttpResults;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>The forms of the incident pages. One that is refused comes back with what was typed into it.</summary>
internal static class IncidentForms
{
    public static void MapIncidentForms(this IEndpointRouteBuilder app)
    {
        app.MapPost("/incidents/declare-incident", Declare);
        var one = app.MapGroup("/incidents/{id}");
        one.MapPost("/preview-update", Preview);
        one.MapPost("/open-hotfix", Hotfix);
        one.MapPost("/answer-runbooks", Runbooks);
        foreach (var action in IncidentActions.All)
            one.MapPost($"/{action.Path}", (HttpContext http, string id, Desk desk, CancellationToken stop) =>
                Send(http, id, desk, action, stop));
    }

    private static async Task<IResult> Send(
        HttpContext http, string id, Desk desk, IncidentAction action, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (IncidentSeen.Find(Sight.Of(http), id) is not { } seen) return http.NoIncident(id);
        var filled = new FilledForm(form, seen.Sight.Now, Told(seen));
        var command = action.Command(filled);
        if (filled.Problem != "") return http.Again(seen, form, Refusal.Invalid(filled.Problem), action.OfReview);
        var answer = await http.Ask(desk, seen.Stream, command);
        return answer is Answer.Refused refused
            ? http.Again(seen, form, refused.Refusal, action.OfReview)
            : http.Tell(answer, (action.OfReview ? seen.Review : seen.Href) + action.Place, action.Done);
    }

    /// <summary>Whose audiences are asked for; of a private incident nobody outside is told.</summary>
    private static ServiceDefinition? Told(IncidentSeen seen) => seen.Incident.IsPrivate ? null : seen.Service;

    /// <summary>The page again, with the form as it was typed and why it was not taken.</summary>
    private static IResult Again(
        this HttpContext http, IncidentSeen seen, IFormCollection form, Refusal refusal, bool review)
    {
        var tried = (IncidentSeen.Find(Sight.Of(http), seen.Incident.Id) ?? seen) with { Tried = form.Tried(refusal) };
        var status = Answers.StatusOf(refusal.Kind);
        return review
            ? http.Page<IncidentReviewPage, IncidentReviewView>(IncidentReviewPageView.Of(tried), status, seen.Review)
            : http.Page<IncidentPage, IncidentView>(
                IncidentPageView.Of(tried, 0, Corrected(form)), status, seen.Href);
    }

    private static int Corrected(IFormCollection form) => int.TryParse(form.Said("number"), out var number) ? number : 0;

    private static async Task<IResult> Preview(HttpContext http, string id, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (IncidentSeen.Find(Sight.Of(http), id) is not { } seen) return http.NoIncident(id);
        var filled = new FilledForm(form, seen.Sight.Now, Told(seen));
        var (audiences, final) = (filled.Audiences(), filled.Yes("final", "Final update"));
        if (filled.Problem != "") return http.Again(seen, form, Refusal.Invalid(filled.Problem), review: false);
        var (view, refusal) = UpdateComposer.Preview(
            seen, IncidentPageView.Head(seen), form.Said("text"), audiences, final);
        return refusal is not null ? http.Again(seen, form, refusal, review: false)
            : view is not null ? http.Page<IncidentUpdatePage, UpdatePreviewView>(view, at: seen.Href)
            : http.Back(seen.Href, new Sign(Mark.Err, "Not done"), "There is nothing to preview.");
    }

    private static async Task<IResult> Hotfix(
        HttpContext http, string id, CreateReleases releases, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (IncidentSeen.Find(Sight.Of(http), id) is not { } seen) return http.NoIncident(id);
        var version = form.Said("version");
        if (seen.Objection(new LinkHotfix(version)) is { } objection)
            return http.Again(seen, form, objection, review: false);
        var sealing = await releases.Open(http, new CreateReleaseBody(
            seen.Incident.Service, version, "patch", form.Said("commit"), seen.Incident.Id));
        return Sight.Of(http).Release(seen.Incident.Service, version).Exists
            ? http.Tell(sealing.Answer, ReleaseSeen.HrefOf(seen.Incident.Service, version),
                $"Patch {version} names {seen.Incident.Id} and passes its hold.")
            : sealing.Answer is Answer.Refused refused ? http.Again(seen, form, refused.Refusal, review: false)
            : http.Tell(sealing.Answer, seen.Href, "");
    }

    /// <summary>A file that is named is looked for in the service's repository.</summary>
    private static async Task<IResult> Runbooks(
        HttpContext http, string id, RunbookChanges runbooks, Desk desk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (IncidentSeen.Find(Sight.Of(http), id) is not { } seen) return http.NoIncident(id);
        var (path, note) = form.Said("answer") == "changed" ? (form.Said("path"), form.Said("note"))
            : ("", form.Said("reason"));
        if (form.Said("answer") == "changed" && path == "")
            return http.Again(seen, form, Refusal.Invalid("The file that changed: nothing is there; name it as the " +
                "repository does, such as docs/runbook.md."), review: true);
        var (command, refusal) = await runbooks.Look(seen.Incident, path, note, stop);
        if (refusal is not null) return http.Again(seen, form, refusal, review: true);
        var answer = await http.Ask(desk, seen.Stream, command);
        return answer is Answer.Refused refused ? http.Again(seen, form, refused.Refusal, review: true)
            : http.Tell(answer, $"{seen.Review}#runbooks", "The answer is saved.");
    }

    /// <summary>The same click again is the same incident.</summary>
    private static async Task<IResult> Declare(HttpContext http, Declarations declarations, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var filled = new FilledForm(form, Sight.Of(http).Now);
        var severity = filled.OneOf<Severity>("severity", "Severity");
        var command = new DeclareIncident("", filled.Said("title"), severity, filled.Said("service"), "", "", null)
        {
            Private = filled.IsTicked("private", "Private"),
        };
        if (filled.Problem != "") return http.Undeclared(form, Refusal.Invalid(filled.Problem));
        var (answer, id) = await declarations.Declare(http, command);
        return answer is Answer.Refused refused ? http.Undeclared(form, refused.Refusal)
            : http.Tell(answer, IncidentSeen.HrefOf(id), Declared(Sight.Of(http), id));
    }

    private static string Declared(Sight sight, string id) =>
        Reach.Gap(sight.World.Get<Incident>(Incident.StreamOf(id)), sight.World) is { } gap
            ? $"{id} is declared. {gap.Sentence}." : $"{id} is declared. Its clocks run.";

    private static IResult Undeclared(
        this HttpContext http, IFormCollection form, Refusal refusal) =>
        http.Page<IncidentsPage, IncidentsView>(
            IncidentsPageView.Of(Sight.Of(http), 0, form.Tried(refusal)), Answers.StatusOf(refusal.Kind), "/incidents");
}
