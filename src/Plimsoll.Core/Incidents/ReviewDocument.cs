using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>The post-incident document in Markdown: what people wrote, and the rest made from the record.</summary>
public static class ReviewDocument
{
    public static string Of(Incident incident, Playbook? playbook, DateTimeOffset at)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {incident.Id}: {incident.Title}").AppendLine();
        Facts(text, incident);
        foreach (var section in Sections.All) Written(text, incident, section);
        Decisions(text, incident);
        Actions(text, incident);
        Checklist(text, incident, playbook, at);
        Timeline(text, incident);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Facts(StringBuilder text, Incident incident)
    {
        (string Name, string Value)[] facts =
        [
            ("Status", incident.Status.Word), ("Severity", incident.Severity.ToString().ToLowerInvariant()),
            ("Service", $"{incident.Service} {incident.Environment}".Trim()), ("Release", incident.Version),
            ("Commander", incident.Lead.Person), ("Impact", incident.Impact), ("Cause", incident.Cause),
            ("Started", Stamp(incident.Times.Started)), ("Detected", Stamp(incident.Times.Detected)),
            ("Declared", Stamp(incident.Times.Declared)), ("Acknowledged", Stamp(incident.Times.Acknowledged)),
            ("Mitigated", Stamp(incident.Times.Mitigated)), ("Resolved", Stamp(incident.Times.Resolved)),
            ("Runbooks", incident.Review.Runbook is { } r ? r.Path != "" ? $"{r.Path} ({r.Commit})" : r.Reason : ""),
        ];
        foreach (var (name, value) in facts.Where(f => f.Value != "")) text.AppendLine($"- {name}: {OneLine(value)}");
        text.AppendLine();
    }

    private static void Written(StringBuilder text, Incident incident, string section)
    {
        if (incident.Review.Section(section) is not { } written) return;
        text.AppendLine($"## {Sections.TitleOf(section)}").AppendLine().AppendLine(written.Text).AppendLine();
    }

    private static void Decisions(StringBuilder text, Incident incident)
    {
        if (incident.Decisions.IsEmpty) return;
        text.AppendLine("## Decisions").AppendLine();
        foreach (var d in incident.Decisions)
            text.AppendLine($"- {Stamp(d.At)} {d.Remedy.ToString().ToLowerInvariant()} ({d.By}): {OneLine(d.Reason)}");
        text.AppendLine();
    }

    private static void Actions(StringBuilder text, Incident incident)
    {
        text.AppendLine("## Action items").AppendLine();
        if (incident.Review.NoActions != "") text.AppendLine($"None: {OneLine(incident.Review.NoActions)}");
        foreach (var a in incident.Review.Actions)
            text.AppendLine($"- [{(a.IsDone ? "x" : " ")}] {OneLine(a.Text)} ({a.Owner}, due {a.Due:yyyy-MM-dd}" +
                $"{(a.BeforeNextRelease ? ", before the next release" : "")})" +
                $"{(a.IsDone ? $": {OneLine(a.DoneNote)}" : "")}");
        text.AppendLine();
    }

    private static void Checklist(StringBuilder text, Incident incident, Playbook? playbook, DateTimeOffset at)
    {
        var duties = IncidentDuties.Of(incident, playbook, at);
        if (duties.IsEmpty) return;
        text.AppendLine("## How the guide was kept").AppendLine();
        foreach (var duty in duties)
            text.AppendLine($"- [{(duty.State == DutyState.Done ? "x" : " ")}] {OneLine(duty.Check.Text)}: " +
                $"{duty.State.Word}{(duty.WasLate ? ", late" : "")}" +
                $"{(duty.Evidence == "" ? "" : $", {OneLine(duty.Evidence)}")} ({duty.Check.Origin})");
        text.AppendLine();
    }

    private static void Timeline(StringBuilder text, Incident incident)
    {
        text.AppendLine("## Timeline").AppendLine();
        foreach (var entry in incident.Timeline.OrderBy(e => e.At).ThenBy(e => e.Number))
            text.AppendLine($"- {Stamp(entry.At)} {OneLine(entry.Sentence)} ({entry.By})" +
                $"{(entry.Detail == "" ? "" : $": {OneLine(entry.Detail)}")}");
    }

    private static string OneLine(string text) => string.Join(' ',
        text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Stamp(DateTimeOffset? at) =>
        at is { } known ? $"{known.ToUniversalTime():yyyy-MM-dd HH:mm} UTC" : "";
}
