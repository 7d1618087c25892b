using System.Text;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>Incidents as a person reads them.</summary>
internal static class IncidentText
{
    public static string List(IReadOnlyList<IncidentSummary> incidents) => incidents.Count == 0
        ? "No incidents."
        : Table.Of(
            ["ID", "SEVERITY", "STATUS", "LEAD", "SERVICE", "TITLE", "NOW"],
            incidents.Select(i => new[]
            {
                i.Id, i.Severity, i.Status, Or(i.Lead), Or(i.Service), i.Title, i.Sentence,
            }));

    public static string Declared(DeclaredView declared) =>
        $"{declared.Id} is declared, {declared.Severity}: {Plain.Text(declared.Title)}\n" +
        (declared.NobodyPaged == "" ? "" : $"{Plain.Text(declared.NobodyPaged)}\n  {Plain.Text(declared.ToPage)}\n") +
        (declared.ToSend.Length == 0 ? ""
            : $"Still to be sent, by itself:\n{string.Concat(declared.ToSend.Select(ToSend))}");

    /// <summary>The most urgent line first; then the others, then the step of the incident itself.</summary>
    public static string Next(NextView next)
    {
        var text = new StringBuilder();
        text.Append($"{next.Id} {Plain.Text(next.Title)} ({next.Severity}, {next.Status})\n");
        foreach (var step in next.Due.Where(s => s.State is not ("kept" or "arranged")))
            text.Append('\n').Append(Step(step));
        if (next.Life is { } life && next.Due.All(s => s.Command != life.Command))
            text.Append(next.Due.Length == 0 ? "\n" : "\nTo move on:\n").Append(Step(life));
        foreach (var step in next.Due.Where(s => s.State == "arranged")) text.Append("\nArranged: ").Append(Step(step));
        foreach (var step in next.Due.Where(s => s.State == "kept")) text.Append("\nKept; again ").Append(Step(step));
        if (next.Due.Length == 0 && next.Life is null) text.Append("\nNothing is left to do.\n");
        return text.ToString();
    }

    public static string Preview(UpdatePreview preview) =>
        string.Concat(preview.Audiences.Select(a =>
            $"To       {a.Name}: {(a.To.Length == 0 ? "nobody has an address" : string.Join(", ", a.To))}\n")) +
        Table.Facts(("Subject", preview.Subject), ("Next by", Plain.Time(preview.NextBy))) +
        $"\n{Plain.Lines(preview.Text)}\n";

    public static string Section(SectionView section) => section.Revision == 0
        ? $"{section.Title}: nobody has written it yet."
        : $"{section.Title}, revision {section.Revision} by {Plain.Text(section.By)}, {Plain.Time(section.At)}\n\n" +
            Plain.Lines(section.Text);

    public static string One(IncidentDetail incident)
    {
        var s = incident.Summary;
        return string.Join("\n", new[]
        {
            $"{s.Id} {Plain.Text(s.Title)}{(s.Private ? " (private)" : "")}\n{s.Severity}{(s.Assessed ? "" : " (proposed)")}, {s.Status}: " +
                $"{Plain.Text(s.Sentence)}\n",
            Facts(incident), Duties(incident), Suspects(incident), Decisions(incident), Updates(incident),
            Actions(incident), Blockers("Before it can be resolved", incident.ToResolve),
            Blockers("Before it can be closed", s.Status is "resolved" or "reviewing" ? incident.ToClose : []),
            Timeline(incident),
        }.Where(part => part != ""));
    }

    private static string Facts(IncidentDetail i) => Table.Facts(
        ("Service", $"{i.Summary.Service} {i.Summary.Environment}".Trim()), ("Release", i.Summary.Version),
        ("Deployment", i.Deployment), ("Impact", i.Impact), ("Symptoms", i.Symptoms), ("Cause", i.Cause),
        ("Commander", i.Lead switch
        {
            { Person: not "" } lead => lead.Person,
            { Offered: not "" } lead => $"nobody yet; {lead.Offered} is asked",
            _ => "nobody yet",
        }),
        ("Team", string.Join(", ", i.Team.Select(r => $"{r.Person} ({r.Role})"))),
        ("Channel", $"{i.Channel?.Chat} {i.Channel?.Call}".Trim()), ("Archive", i.Channel?.Archive ?? ""),
        ("Security Lead", i.SecurityNeeded switch { true => "needed", false => "not needed", null => "not asked yet" }),
        ("Started", Plain.Time(i.Times.Started)),
        ("Declared", $"{Plain.Time(i.Times.Declared)} by {i.DeclaredBy}"),
        ("Acknowledged", Plain.Time(i.Times.Acknowledged)), ("Mitigated", Plain.Time(i.Times.Mitigated)),
        ("Mitigation", i.Mitigation is { } m ? $"{m.Deployment} {m.Sentence}".Trim() : ""),
        ("Hotfixes", string.Join(", ", i.Hotfixes)), ("Resolved", Plain.Time(i.Times.Resolved)),
        ("Closed", Plain.Time(i.Times.Closed)), ("Merged into", i.MergedInto), ("Ended", i.EndReason));

    private static string Duties(IncidentDetail incident) => incident.Duties.Length == 0 ? "" : Table.Of(
        ["DUTY", "STATE", "DUE", "WHO", "LINE", "TEXT"],
        incident.Duties.Select(d => new[]
        {
            d.Id, d.State + (d.Late ? ", late" : ""), Or(d.DueWords), Or(string.Join(", ", d.Who)), $"{d.Line}",
            d.Evidence == "" ? d.Title : $"{d.Title}: {d.Evidence}",
        }));

    private static string Suspects(IncidentDetail incident) => incident.Suspects.Length == 0 ? "" : Table.Of(
        ["SUSPECT", "BY", "WHAT", "WHY"],
        incident.Suspects.Select(s => new[] { $"{s.Number}", s.Proposed ? "proposed" : s.By, s.What, s.Why }));

    private static string Decisions(IncidentDetail incident) => incident.Decisions.Length == 0 ? "" : Table.Of(
        ["DECISION", "AT", "BY", "WHY"],
        incident.Decisions.Select(d => new[] { d.Remedy, Plain.Time(d.At), d.By, d.Reason }));

    private static string Updates(IncidentDetail incident) => incident.Updates.Length == 0 ? "" : Table.Of(
        ["UPDATE", "AT", "BY", "TO", "TEXT"],
        incident.Updates.Select(u => new[]
        {
            $"{u.Number}", Plain.Time(u.At), u.By, Or(string.Join(", ", u.Audiences)), u.Text.ReplaceLineEndings(" "),
        }));

    private static string Actions(IncidentDetail incident) => incident.Review.Actions.Length == 0 ? "" : Table.Of(
        ["ACTION", "OWNER", "DUE", "DONE", "TEXT"],
        incident.Review.Actions.Select(a => new[]
        {
            $"{a.Number}", a.Owner, $"{a.Due:yyyy-MM-dd}", a.DoneAt is null ? "-" : a.DoneBy, a.Text,
        }));

    private static string Blockers(string title, IReadOnlyList<BlockerView> blockers) =>
        blockers.Count == 0 ? "" : $"{title}\n{BlockerText.Of(blockers)}";

    private static string Timeline(IncidentDetail incident) => Table.Of(
        ["NUMBER", "AT", "BY", $"TIMELINE ({incident.Entries} entries, newest first)"],
        incident.Timeline.Select(e => new[]
        {
            $"{e.Number}", Plain.Time(e.At), e.By,
            e.Detail == "" ? e.Sentence : $"{e.Sentence}: {FirstLine(e.Detail)}",
        }));

    private static string Step(NextStepView step)
    {
        var due = step.DueWords == "" ? "" : step.State == "overdue" ? $"{step.DueWords}! " : $"{step.DueWords}: ";
        var who = string.Join(", ", step.Who.Length > 0 ? step.Who : step.Roles);
        return $"{due}{Plain.Text(step.Sentence)}{(step.Line > 0 ? $" (guide line {step.Line})" : "")}\n" +
            (who == "" ? "" : $"    {Plain.Text(who)}\n") + $"    {Plain.Text(step.Command)}\n";
    }

    private static string ToSend(ToSendView row) =>
        $"  {row.Channel} to {Plain.Text(row.To)}: {Plain.Text(row.Title)}" +
        $"{(row.Trouble == "" ? "" : $" ({Plain.Text(row.Trouble)})")}\n";

    private static string FirstLine(string text) =>
        text.ReplaceLineEndings("\n").Split('\n') is [var first, _, ..] ? $"{first} …" : text;

    private static string Or(string text) => text == "" ? "-" : text;
}
