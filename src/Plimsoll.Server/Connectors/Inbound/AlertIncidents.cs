using Plimsoll.Core.Incidents;
using Plimsoll.Files.Inbound;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>Alerts that fire declare an incident; what belongs to one that is open joins it, and what ends is noted.</summary>
public sealed class AlertIncidents(
    Declarations declarations, Desk desk, Feed feed, InboundTable table, MachineTime time) : IDisposable
{
    private static readonly string[] Critical = ["critical", "page", "emergency", "fatal"];
    private static readonly string[] Medium = ["warning", "medium", "warn"];
    private static readonly string[] Low = ["info", "low", "none", "notice"];

    // A message from before the incident was resolved may come a little later: from the other of a pair, or sent again.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(5);

    // A pair of senders tells the same at the same moment.
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal async Task<Done> Take(AlertNotice notice, string kind, string service, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await Told(notice, $"system:{kind}", $"{kind}/{service}/{Secrets.Digest(notice.Group)}", service, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>An unknown word is taken for worse, not for better.</summary>
    internal static Severity SeverityOf(string word) => word.Trim().ToLowerInvariant() switch
    {
        var known when Critical.Contains(known) => Severity.Critical,
        var known when Medium.Contains(known) => Severity.Medium,
        var known when Low.Contains(known) => Severity.Low,
        _ => Severity.High,
    };

    private async Task<Done> Told(AlertNotice notice, string actor, string bunch, string service, CancellationToken stop)
    {
        var (said, refused) = (new List<string>(), new List<string>());
        foreach (var alert in notice.Alerts)
        {
            var (id, known) = await KnownIn(alert, bunch, $"{bunch}/{Secrets.Digest(alert.Id)}", stop);
            if (alert.IsFiring && known != "") await ToldAgain(alert, bunch, id, known, stop);
            var (answer, outcome) = (alert.IsFiring, known) switch
            {
                (true, "") => await Fires(notice, alert, actor, bunch, id, service, stop),
                (false, not "") => await Ends(alert, actor, bunch, id, known, stop),
                _ => (null, ""),
            };
            switch (answer)
            {
                case null: break;
                case Answer.Accepted: Say(said, outcome); break;
                // What a rule says once it says for ever: a sender that tries again and again would learn nothing.
                case Answer.Refused no: Say(refused, $"{alert.Title}: {no.Refusal.Reason}"); break;
                case Answer.NotTaken not: return new Done.NotNow(not.Reason);
                default: return new Done.NotNow("Nobody knows how it ended.");
            }
        }

        return (said.Count, refused.Count) switch
        {
            (0, 0) => new Done.Acted("Known already."),
            (0, _) => new Done.Refused(string.Join(" ", refused)),
            _ => new Done.Acted(string.Join(" ", said.Concat(refused))),
        };
    }

    private static void Say(List<string> all, string sentence)
    {
        if (!all.Contains(sentence)) all.Add(sentence);
    }

    /// <summary>The name it is known by, and the incident it was told in; empty: it is new.</summary>
    private async Task<(string Id, string Incident)> KnownIn(Alert alert, string bunch, string id, CancellationToken stop)
    {
        var told = await table.IncidentOf(id, stop);
        if (told != "" && alert.IsDated) return await LastKnownIn(alert, id, told, stop);
        if (told != "" || alert.IsDated) return (id, told);
        var newest = await table.NewestOf(bunch, stop);
        return (id, newest == "" || alert.IsFiring && !(await GoingOnIn(newest, stop)).Status.IsResponse ? "" : newest);
    }

    /// <summary>What goes on firing although its incident was resolved is told in another one, and in the next.</summary>
    private async Task<(string Id, string Incident)> LastKnownIn(Alert alert, string id, string told, CancellationToken stop)
    {
        while (await table.IncidentOf(After(id, told), stop) is not "" and var next) (id, told) = (After(id, told), next);
        return alert.IsFiring && await GoesOn(id, told, stop) ? (After(id, told), "") : (id, told);
    }

    private async Task<bool> GoesOn(string id, string told, CancellationToken stop) =>
        await GoingOnIn(told, stop) is { Status.IsResponse: false, ResolvedAt: { } resolved }
        && resolved + OnItsWay < time.Now && await table.IncidentOf(Ended(id), stop) == "";

    private static string After(string id, string incident) => $"{id}/after/{incident}";

    private static string Ended(string id) => $"{id}/ended";

    private Task ToldAgain(Alert alert, string bunch, string id, string known, CancellationToken stop) => alert.IsDated
        ? table.ToldAgain(id, time.Now, stop) : table.ToldAgain(bunch, known, time.Now, stop);

    private async Task<(Answer? Answer, string Outcome)> Fires(
        AlertNotice notice, Alert alert, string actor, string bunch, string id, string service, CancellationToken stop)
    {
        var newest = await table.NewestOf(bunch, stop);
        // Of one that is resolved nobody is called any more: what fires then is another incident.
        if (newest != "" && await GoingOnIn(newest, stop) is { Exists: true, Status.IsResponse: true } open)
        {
            var noted = await Joins(open, alert, actor, id, stop);
            if (noted is Answer.Accepted) await table.Tell(id, bunch, open.Id, time.Now, stop);
            return (noted, $"Noted in {open.Id}.");
        }

        var worst = notice.Alerts.Where(a => a.IsFiring).Max(a => SeverityOf(a.Severity));
        var (answer, incident) = await declarations.Declare(
            new DeclareIncident("", notice.Title, worst, service, "", notice.Text, null), actor, id, stop);
        if (answer is Answer.Accepted) await table.Tell(id, bunch, incident, time.Now, stop);
        return (answer, $"Declared {incident}.");
    }

    /// <summary>One that is worse than all that was known raises it; what a person has judged since stays as it is.</summary>
    private async Task<Answer> Joins(Incident open, Alert alert, string actor, string id, CancellationToken stop)
    {
        var noted = await Note(open.Id, $"Also: {alert.Title}", actor, $"{id}/joined", stop);
        var severity = SeverityOf(alert.Severity);
        return noted is not Answer.Accepted || severity <= open.Worst ? noted
            : await desk.Send(Incident.StreamOf(open.Id), new RaiseSeverity(severity, alert.Title), actor,
                CommandIds.Of($"{actor}/raise/{id}"), stop);
    }

    private async Task<(Answer? Answer, string Outcome)> Ends(
        Alert alert, string actor, string bunch, string id, string incident, CancellationToken stop)
    {
        if (alert.IsDated) await table.Tell(Ended(id), bunch, incident, time.Now, stop);
        return await GoingOnIn(incident, stop) is not { Exists: true, Status.IsOver: false } there ? (null, "")
            : (await Note(there.Id, $"Not firing any more: {alert.Title}", actor, Ended(id), stop), $"Noted in {there.Id}.");
    }

    private Task<Answer> Note(string incident, string text, string actor, string key, CancellationToken stop) => desk.Send(
        Incident.StreamOf(incident), new NoteAction(text, null), actor, CommandIds.Of($"{actor}/note/{key}"), stop);

    /// <summary>The incident itself, or the one that goes on for it after it was merged.</summary>
    private async Task<Incident> GoingOnIn(string id, CancellationToken stop)
    {
        var incident = await IncidentOf(id, stop);
        while (incident.Status == IncidentStatus.Merged) incident = await IncidentOf(incident.MergedInto, stop);
        return incident;
    }

    // Another server may have declared it a moment ago: it stands in the table and is not folded here yet.
    private async Task<Incident> IncidentOf(string id, CancellationToken stop)
    {
        if (!Known(id).Exists) await feed.CatchUp(stop);
        return Known(id);
    }

    private Incident Known(string id) => desk.World.Get<Incident>(Incident.StreamOf(id));
}
