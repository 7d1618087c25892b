using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>The list of incidents, the open ones first, and the form that declares one in one line.</summary>
internal static class IncidentsPageView
{
    private const int Shown = 50;

    public static IncidentsView Of(Sight sight, int from, Tried? tried = null)
    {
        var all = IncidentSeen.All(sight).ToList();
        var open = all.Where(i => !i.Status.IsOver).OrderByDescending(i => i.Status.IsResponse)
            .ThenByDescending(i => i.Severity).ThenByDescending(i => i.DeclaredAt).ToList();
        var over = all.Where(i => i.Status.IsOver).OrderByDescending(i => i.DeclaredAt).ToList();
        return new IncidentsView(
            Sentence(open), [.. open.Select(i => Row(sight, i))],
            [.. over.Skip(from).Take(Shown).Select(i => Row(sight, i))],
            Listing.Older("/incidents", "", from + Shown, from + Shown < over.Count), Declare(sight, tried));
    }

    public static IncidentBanner Banner(Sight sight, Incident incident)
    {
        var seen = IncidentSeen.Of(sight, incident);
        return new IncidentBanner(
            seen.Href, $"{incident.Id} {incident.Title}", IncidentSigns.Of(incident.Severity),
            $"{incident.Sign.Word}, declared {Words.Age(incident.DeclaredAt, sight.Now)}. " +
                (incident.Lead.Person == "" ? "Nobody leads yet." : $"{incident.Lead.Person} leads."),
            [.. IncidentClocks.Of(seen).Where(c => c.Due is not null).OrderBy(c => c.Due).Take(2)]);
    }

    private static IncidentRow Row(Sight sight, Incident incident)
    {
        var seen = IncidentSeen.Of(sight, incident);
        return new IncidentRow(
            seen.Href, incident.Id, incident.Title, IncidentSigns.Of(incident.Severity), incident.Sign,
            incident.DeclaredAt, incident.Lead.Person, IncidentClocks.First(seen));
    }

    private static FormView Declare(Sight sight, Tried? tried) => new FormView(
        "declare-incident", "/incidents/declare-incident", "Declare an incident", "Declare",
        [
            Line("title", "What is wrong, in one line") with { Example = "Checkout fails for guests" },
            ResponseForms.SeverityField(Severity.High),
            Service(sight, "Not known yet"),
            .. sight.World.Organisation.HasAccounts
                ? [new FieldView(FieldKind.Tick, "private", "Private: only who is part of it sees it")]
                : Array.Empty<FieldView>(),
        ])
    {
        Kind = ButtonKind.Risk, Icon = "fire",
        Sentence = "Clocks run from now. High and critical hold the service's production until it is resolved.",
    }.Tried(tried);

    private static string Sentence(List<Incident> open)
    {
        var (hurting, review) = (open.Count(i => i.Status.IsResponse), open.Count(i => !i.Status.IsResponse));
        return (hurting, review) switch
        {
            (0, 0) => "No incident is open.",
            (0, _) => $"{Words.Count(review, "incident waits", "incidents wait")} for the end of the review.",
            (_, 0) => $"{Words.Count(hurting, "incident is", "incidents are")} open.",
            _ => $"{Words.Count(hurting, "incident is", "incidents are")} open; {review} more " +
                $"{(review == 1 ? "waits" : "wait")} for the end of the review.",
        };
    }
}
