using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>Deployments as a person reads them.</summary>
internal static class DeploymentText
{
    public static string List(IReadOnlyList<DeploymentSummary> all) => all.Count == 0
        ? "No deployments yet."
        : Table.Of(
            ["ID", "SERVICE", "VERSION", "ENVIRONMENT", "KIND", "STATUS", "REQUESTED", "WHAT"],
            all.Select(d => new[]
            {
                d.Id, d.Service, d.Version, d.Environment, d.Kind, d.Status, Plain.Time(d.RequestedAt), d.Sentence,
            }));

    public static string One(DeploymentDetail run)
    {
        var s = run.Summary;
        return string.Join("\n", new[]
        {
            $"{s.Id}: {s.Status}\n{Plain.Text(s.Sentence)}\n",
            Table.Facts(
                ("What", $"{s.Kind} of {s.Service} {s.Version} on {s.Environment}"), ("Shipment", run.Shipment),
                ("Requested", $"{Plain.Time(s.RequestedAt)} by {run.RequestedBy}"), ("Reason", run.Reason),
                ("Started", Plain.Time(s.StartedAt)), ("Ended", Plain.Time(s.EndedAt)), ("Backup", run.RestorePoint)),
            run.Actions.Length == 0 ? "" : Table.Of(
                ["ACTION", "TARGET", "STATE", "ATTEMPTS", "TOOK", "WHAT"],
                run.Actions.Select(Row)),
            run.Question is { } question ? $"It waits for an answer:\n{QuestionText.Of(s.Id, question)}" : "",
            run.Blockers.Length == 0 ? "" : $"It waits:\n{BlockerText.Of(run.Blockers)}",
        }.Where(part => part != ""));
    }

    public static string Line(LogLineView line) =>
        $"{Plain.Time(line.At)} {Plain.Text(line.Action)} | {Plain.Text(line.Text)}";

    public static string Hit(LogHitView hit) =>
        $"{Plain.Time(hit.At)} {Plain.Text(hit.Action)}:{hit.Line} | {Plain.Text(hit.Text)}";

    private static string[] Row(ActionView action) =>
    [
        action.Name, action.Target == "" ? "-" : action.Target, action.State, $"{action.Attempts}", Took(action),
        action.Sentence,
    ];

    private static string Took(ActionView action) =>
        action is { StartedAt: { } from, EndedAt: { } to } ? Span(to - from) : "-";

    private static string Span(TimeSpan span) => span.TotalMinutes >= 1
        ? $"{(int)span.TotalMinutes}m{span.Seconds:00}s"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0}s");
}
