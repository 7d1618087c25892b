using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>Turns an incident into what its page tells.</summary>
internal static class IncidentPageView
{
    private const int MostRecent = 5;
    private static readonly TimeSpan RecentFor = TimeSpan.FromDays(7);

    public static IncidentView Of(IncidentSeen seen, int before, int correct) => new(
        Head(seen), IncidentClocks.Of(seen), LineViews.Next(seen), DecisionViews.Of(seen), LineViews.Of(seen),
        LineViews.Waive(seen), TimelineViews.Of(seen, before, correct), UpdateComposer.Of(seen), Suspects(seen),
        Team(seen), [.. Impact(seen)], Offered(seen.Assess(), seen.Symptoms(), seen.CorrectTime()),
        Offered(seen.Reopen(), seen.Merge(), seen.Cancel()))
    {
        About = [.. About(seen)], Paging = PagingViews.Of(seen),
    };

    /// <summary>Itself, its pages, its service's lanes and the deployments it names; nothing of other services.</summary>
    private static IEnumerable<string> About(IncidentSeen seen)
    {
        var incident = seen.Incident;
        yield return seen.Stream.Value;
        yield return $"{Page.Kind}/{incident.Id}";
        yield return $"{Page.Kind}/{incident.Id}-*";
        if (incident.Service != "") yield return $"{Lane.Kind}/{incident.Service}/*";
        string[] named = [incident.Deployment, incident.Mitigation?.Deployment ?? "", .. Lately(seen).Select(d => d.Id)];
        foreach (var id in named.Where(id => id != "").Distinct()) yield return Deployment.StreamOf(id).Value;
    }

    public static IncidentHead Head(IncidentSeen seen) => new(
        seen.Incident.Id, seen.Incident.Title, IncidentSigns.Of(seen.Incident.Severity), seen.Incident.Sign,
        [.. Meta(seen)], seen.Incident.DeclaredAt, seen.Incident.Status.IsResponse, Note(seen.Incident),
        !seen.Incident.Status.IsResponse ? null
            : seen.Objection(new ResolveIncident("…"))?.Reason.Capital ?? "");

    private static IReadOnlyList<FormView> Offered(params IEnumerable<FormView?> forms) =>
        [.. forms.OfType<FormView>()];

    private static IEnumerable<MetaView> Meta(IncidentSeen seen)
    {
        var incident = seen.Incident;
        yield return new MetaView("user",
            incident.Lead.Person == "" ? "Nobody leads yet" : $"{incident.Lead.Person} leads");
        if (incident.Channel?.Chat is { Length: > 0 } chat) yield return new MetaView("chat", chat, Link(chat));
        if (incident.Channel?.Call is { Length: > 0 } call) yield return new MetaView("horn", call, Link(call));
        if (seen.Sight.World.Get<Deployment>(Deployment.StreamOf(incident.Deployment)).Exists)
            yield return new MetaView("deploy", incident.Deployment, DeploymentPageView.HrefOf(incident.Deployment));
        foreach (var hotfix in incident.Hotfixes)
            yield return new MetaView("rocket", $"Patch {hotfix}", ReleaseSeen.HrefOf(incident.Service, hotfix));
        if (seen.Playbook is null) yield return new MetaView("guide", "No guide was in force");
        if (incident.IsPrivate) yield return new MetaView("lock", "Private");
    }

    /// <summary>Only an address of the web becomes a link; what somebody typed stays text.</summary>
    private static string Link(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? address : "";

    private static string Note(Incident incident) => incident.Status switch
    {
        IncidentStatus.Merged => $"Merged into {incident.MergedInto}: {incident.EndReason}".Sentence,
        IncidentStatus.Cancelled => $"Cancelled: {incident.EndReason}".Sentence,
        IncidentStatus.Closed => "Closed. Its action items go on until they are done.",
        _ when incident.Reopened > 0 => $"Reopened {Words.Count(incident.Reopened, "time", "times")}.",
        _ => "",
    };

    private static SuspectsView Suspects(IncidentSeen seen) => new(
        seen.Incident.Cause,
        [.. seen.Incident.Suspects.Select(s => new SuspectView(
            s.What, s.Why, ReleaseHref(seen, s.Version), s.Proposed, seen.Blame(s)))],
        [.. Recent(seen)], Offered(seen.Suspect(), seen.Cause()));

    private static string ReleaseHref(IncidentSeen seen, string version) =>
        version != "" && seen.Sight.Release(seen.Incident.Service, version).Exists
            ? ReleaseSeen.HrefOf(seen.Incident.Service, version) : "";

    private static IEnumerable<RecentView> Recent(IncidentSeen seen) => Lately(seen).Select(d => new RecentView(
        DeploymentPageView.Title(seen.Sight, d), DeploymentPageView.HrefOf(d.Id), d.Sign, d.Order.At));

    private static IEnumerable<Deployment> Lately(IncidentSeen seen) =>
        seen.Sight.Deployments(seen.Incident.Service).TakeWhile(d => d.Order.At >= seen.Incident.DeclaredAt - RecentFor)
            .Where(d => seen.Production.Contains(d.Environment) && d.Order.At <= seen.Sight.Now
                && d.Service == seen.Incident.Service).Take(MostRecent);

    private static TeamView Team(IncidentSeen seen)
    {
        var (lead, team) = (seen.Incident.Lead, seen.Incident.Team);
        var commander = lead.Person != "" ? new RoleView(IncidentRoles.Commander, lead.Person, null, "")
            : new RoleView(IncidentRoles.Commander, lead.Offered == "" ? "Nobody leads yet" : lead.Offered, null,
                lead.Offered == "" ? "" : "asked");
        var security = seen.Incident.SecurityNeeded switch
        {
            true => "needed",
            false => "not needed",
            null => "nobody has said whether needed",
        };
        return new TeamView(
            [commander,
             .. team.Select(r => new RoleView(r.Role, r.Person, null, $"since {Words.TimeOfDay(r.Since)[..5]}")),
             .. team.Any(r => r.Role == IncidentRoles.Security) ? Array.Empty<RoleView>()
                : [new RoleView(IncidentRoles.Security, security, null, "")],
             .. seen.Admitted()],
            [.. Channel(seen.Incident)],
            Offered(seen.TakeCommand(), seen.OfferCommand(), seen.Security(), seen.Join(""), seen.Channel(), seen.MakePrivate(), seen.Admit(),
                seen.MakePublic()));
    }

    private static IEnumerable<FactView> Channel(Incident incident)
    {
        if (incident.Channel is not { } channel) yield break;
        if (channel.Chat != "") yield return new FactView("Chat", channel.Chat);
        if (channel.Call != "") yield return new FactView("Call", channel.Call);
        if (channel.Archive != "") yield return new FactView("Archived", channel.Archive);
    }

    private static IEnumerable<FactView> Impact(IncidentSeen seen)
    {
        var (incident, times) = (seen.Incident, seen.Incident.Times);
        yield return new FactView("Service",
            incident.Service == "" ? "not named" : seen.Sight.TitleOf(incident.Service));
        if (incident.Environment != "") yield return new FactView("Where", incident.Environment);
        if (incident.Version != "") yield return new FactView("Release", incident.Version);
        yield return new FactView("Who", incident.Impact == "" ? "not said yet" : incident.Impact);
        if (incident.Symptoms != "") yield return new FactView("Symptoms", incident.Symptoms);
        foreach (var hold in seen.Production.SelectMany(e => seen.Sight.Lane(incident.Service, e).Holds
            .Where(h => h.Id == incident.Id).Select(_ => e)))
            yield return new FactView("Hold", hold);
        (string Name, DateTimeOffset? At)[] known =
        [
            ("Began", times.Started), ("Detected", times.Detected), ("Acknowledged", times.Acknowledged),
            ("Identified", times.Identified), ("Decided", times.Decided), ("Mitigated", times.Mitigated),
            ("Restored", times.Restored), ("Closed", times.Closed),
        ];
        foreach (var (name, at) in known)
            if (at is { } stamp) yield return new FactView(name, Words.Stamp(stamp));
    }
}
