using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Incidents;

/// <summary>Looks into the service's repository whether the runbook that is named has changed.</summary>
public sealed class RunbookChanges(Desk desk, Mirrors mirrors)
{
    public async Task<IResult> Answer(HttpContext http, string id, RunbookBody body)
    {
        if (desk.Incident(id) is not { } incident) return IncidentApi.Missing(id);
        var stream = Incident.StreamOf(incident.Id);
        var path = body.Path.Trim();
        if (path == "") return await http.Send(desk, stream, new AnswerRunbooks("", "", null, body.Reason));
        var found = await Find(incident, path, http.RequestAborted);
        return found.Value is { } change
            ? await http.Send(desk, stream, new AnswerRunbooks(path, change.Commit, change.At, body.Reason))
            : Answers.Problem(Unchanged(incident, found.Refusal));
    }

    private async Task<Found<FileChange>> Find(Incident incident, string path, CancellationToken stop)
    {
        if (desk.World.Get<Service>(Service.StreamOf(incident.Service)).Definition is not { } service)
            return Found.Invalid<FileChange>(
                $"{incident.Id} names no service, so there is no repository to look into.");
        var mirror = mirrors.Of(service.Name, service.Repository);
        if (mirror.Value is not { } repository) return new Found<FileChange>(null, mirror.Refusal);
        var update = await repository.Update(stop);
        return update.Refusal is { } unreached
            ? Found.No<FileChange>(unreached)
            : await repository.LastChange(path, service.MainLine, stop);
    }

    private static Refusal Unchanged(Incident incident, Refusal? refusal) =>
        (refusal ?? Refusal.NotFound("The file was not found.")) with
        {
            Reason = $"{refusal?.Reason} If no runbook has to change, say so: " +
                $"`plimsoll incident runbook {incident.Id} --unchanged \"…\"`.",
        };
}
