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
        if (Sight.Of(http).Incident(id) is not { } incident) return IncidentApi.Missing(id);
        var (command, refusal) = await Look(incident, body.Path.Trim(), body.Reason, http.RequestAborted);
        return refusal is not null ? Answers.Problem(refusal)
            : await http.Send(desk, Incident.StreamOf(incident.Id), command);
    }

    /// <summary>The answer with what the repository says about the file; without one, why none has to change.</summary>
    internal async Task<(AnswerRunbooks Command, Refusal? Refusal)> Look(
        Incident incident, string path, string reason, CancellationToken stop)
    {
        var none = new AnswerRunbooks("", "", null, reason);
        if (path == "") return (none, null);
        var found = await Find(incident, path, stop);
        return found.Value is { } change ? (new AnswerRunbooks(path, change.Commit, change.At, reason), null)
            : (none, Unchanged(incident, found.Refusal));
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
