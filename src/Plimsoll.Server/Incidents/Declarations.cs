using System.Collections.Immutable;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Incidents;

/// <summary>Declares incidents: finds the number, commits, then says what still has to leave the house.</summary>
public sealed class Declarations(Desk desk, IJournal journal, Outbox outbox, Reactor reactor) : IDisposable
{
    private const int Tries = 20;
    private const int MostRows = 200;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private const int MostMoments = 50;

    // Many at once take their turn: otherwise all but one would have to look for another number, again and again.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<IResult> Declare(HttpContext http, DeclareBody body)
    {
        if (!EnumNames.Read<Severity>(body.Severity, out var severity))
            return Answers.Problem(Refusal.Invalid(NoSeverity(body.Severity)));
        var (service, unclear) = ServiceOf(Sight.Of(http), body);
        if (unclear is not null) return Answers.Problem(unclear);
        var (answer, id) = await Declare(http, new DeclareIncident(
            "", body.Title, severity, service, body.Version, body.Symptoms, body.Security) { Private = body.Private });
        if (answer is not Answer.Accepted accepted) return answer.ToHttp(http);
        http.Response.Headers[Answers.PositionHeader] = $"{accepted.Position}";
        var incident = desk.World.Get<Incident>(Incident.StreamOf(id));
        var gap = Reach.Gap(incident, desk.World);
        return Results.Ok(new DeclaredView(
            id, incident.Title, incident.Severity.ToString().ToLowerInvariant(), incident.Service, accepted.Position,
            accepted.Version, await ToSend(id, http.RequestAborted))
        {
            NobodyPaged = gap is null ? "" : $"{gap.Sentence}.", ToPage = gap?.Command ?? "",
        });
    }

    /// <summary>
    /// Sends it under the next free number. The same request again, by its key, is the same incident, whatever number
    /// would be next by then.
    /// </summary>
    /// <param name="command">Its id is not read.</param>
    public Task<(Answer Answer, string Id)> Declare(HttpContext http, DeclareIncident command) => Declare(
        command, http.Actor(), http.Key() is { Length: > 0 } given ? given : $"{Guid.NewGuid():n}", http.RequestAborted);

    /// <param name="key">The same for the same wish.</param>
    public async Task<(Answer Answer, string Id)> Declare(
        DeclareIncident command, string actor, string key, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await UnderANumber(command, actor, CommandIds.Of($"{actor}/declare-incident/{key}"), stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(Answer Answer, string Id)> UnderANumber(
        DeclareIncident command, string actor, string commandId, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var declared = await journal.Find(commandId, stop);
            var id = declared?.Stream.Key ?? IncidentNumbers.Next(desk.World);
            var answer = await desk.Send(Incident.StreamOf(id), command with { Id = id }, actor, commandId, stop);
            if (answer is Answer.Accepted || declared is not null || attempt == Tries) return (answer, id);
            // The number was taken meanwhile, or this very request came twice at once: look again.
            var taken = answer is Answer.Refused { Refusal.Kind: RefusalKind.Conflict };
            if (!taken && await journal.Find(commandId, stop) is null) return (answer, id);
        }
    }

    /// <summary>Pages and mails about it that have not left yet, as far as they are known within a second.</summary>
    private async Task<ImmutableArray<ToSendView>> ToSend(string id, CancellationToken stop)
    {
        for (var waited = 0; waited < MostMoments && !await reactor.HasDone(desk.World.Position, stop); waited++)
            await Task.Delay(Moment, TimeProvider.System, stop);
        return [.. from item in await outbox.List(MostRows, stop)
                   where item.State != OutboxState.Sent && IsAbout(item.Row.About, id)
                   select new ToSendView(
                       item.Row.Channel, string.Join(", ", item.Row.To), item.Row.Title,
                       item.State.ToString().ToLowerInvariant(), item.LastError ?? "")];
    }

    /// <summary>The incident itself, or what belongs to it, such as its page.</summary>
    private static bool IsAbout(StreamName about, string id) =>
        about.Key == id || about.Key.StartsWith($"{id}-", StringComparison.Ordinal);

    internal static string NoSeverity(string written) =>
        $"\"{written}\" is no severity; it is low, medium, high or critical. When unsure, the higher one.";

    /// <summary>The service of a version, when only one has it.</summary>
    private static (string, Refusal?) ServiceOf(Sight sight, DeclareBody body)
    {
        if (body.Service != "" || body.Version == "") return (body.Service, null);
        var having = sight.World.All<Release>().Select(r => r.Value)
            .Where(r => r.Exists && r.Version == body.Version).Select(r => r.Service).Order().ToList();
        return having switch
        {
            [var one] => (one, null),
            [] => ("", Refusal.NotFound(
                $"No service has a release {body.Version}. Add --service, or declare without --release.")),
            _ => ("", Refusal.Invalid(
                $"{having.Count} services have a release {body.Version}: {string.Join(", ", having)}. " +
                $"Say which: --service {having[0]}.")),
        };
    }
}
