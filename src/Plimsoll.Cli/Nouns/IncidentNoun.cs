using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll incident</c>: from the first alarm to the closed review.</summary>
internal static class IncidentNoun
{
    public static Command All() => Verb.Noun(
        "incident", "Lead an incident from the first alarm to its closed review",
        [
            Verb.Of("declare", "Say that something is wrong; one line is enough",
                [
                    Takes.Argument("TITLE", "What is wrong, in one line"),
                    Takes.OneOf("--severity", "How bad it is [default: high]; when unsure, the higher",
                        "low", "medium", "high", "critical"),
                    Takes.Text("--service", "SERVICE", "The service it is about"),
                    Takes.Text("--release", "VERSION", "The release it began with"),
                    Takes.Text("--symptoms", "TEXT", "What it looks like"),
                    Takes.OneOf("--security", "Whether the Security Lead is needed [default: asked later]",
                        "yes", "no"),
                    Takes.Flag("--private", "Only who is part of it sees it, from its first moment on"),
                ], Declare),
            Verb.Of("list", "List incidents, open ones first",
                [
                    Takes.Flag("--open", "Only those that are not over"),
                    Takes.Text("--service", "SERVICE", "Only this service's"),
                    Takes.Flag("--mine", "Only those in which you lead, help or have something due"),
                ], List),
            Verb.Of("show", "Show an incident: duties, people, decisions, timeline",
                [
                    Takes.Incident,
                    Takes.Count("--before", "NUMBER", "Show the timeline before this entry"),
                ], Show),
            Verb.Of("next", "Say what is due, by whom, and what to type; the most urgent first", [Takes.Incident],
                Next),
            .. IncidentLeadVerbs.All(), .. IncidentSightVerbs.All(), .. IncidentRespondVerbs.All(), .. IncidentTellVerbs.All(), IncidentRunVerb.It(),
            .. IncidentEndVerbs.All(), .. IncidentReviewVerbs.All(),
        ]);

    private static async Task Declare(Call call, CancellationToken stop)
    {
        var severity = call.Text("--severity") is { Length: > 0 } said ? said : "high";
        var declared = await call.Server.Post<DeclaredView>("incidents/declare", new DeclareBody(
            call.Text("TITLE"), severity, call.Text("--service"), call.Text("--release"), call.Text("--symptoms"),
            call.Text("--security") switch { "yes" => true, "no" => false, _ => null })
        {
            Private = call.Has("--private"),
        }, stop);
        call.Show(declared, IncidentText.Declared);
        call.Next(declared.ToPage == "" ? $"plimsoll incident next {declared.Id}" : declared.ToPage);
    }

    private static async Task List(Call call, CancellationToken stop)
    {
        string[] filters =
        [
            .. call.Has("--open") ? ["open=true"] : Array.Empty<string>(),
            .. call.Text("--service") is { Length: > 0 } service
                ? [$"service={Uri.EscapeDataString(service)}"] : Array.Empty<string>(),
            .. call.Has("--mine") ? ["mine=true"] : Array.Empty<string>(),
        ];
        var path = filters.Length == 0 ? "incidents" : $"incidents?{string.Join('&', filters)}";
        var incidents = await call.Server.Get<IncidentSummary[]>(path, stop);
        call.Show(incidents, IncidentText.List);
        call.Next(incidents is [var first, ..]
            ? $"plimsoll incident {(first.Status is "closed" or "merged" or "cancelled" ? "show" : "next")} {first.Id}"
            : "plimsoll incident declare \"…\" --severity high");
    }

    private static async Task Show(Call call, CancellationToken stop)
    {
        var (which, before) = (call.Incident, call.Number("--before"));
        var incident = await call.Server.Get<IncidentDetail>(
            which.Path("") + (before > 0 ? $"?before={before}" : ""), stop);
        call.Show(incident, IncidentText.One);
        call.Next(incident.Timeline is [.., { Number: > 1 and var oldest }]
            ? $"{which.Command("show")} --before {oldest}" : which.Command("next"));
    }

    private static async Task Next(Call call, CancellationToken stop)
    {
        var which = call.Incident;
        var next = await call.Server.Get<NextView>(which.Path("next"), stop);
        call.Show(next, IncidentText.Next);
        call.Next(next.Due.FirstOrDefault(s => s.State is not ("kept" or "arranged"))?.Command ?? next.Life?.Command
            ?? which.Command("review"));
    }
}
