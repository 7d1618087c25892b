using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>What a person can say about a gate or about the step that waits for them, as forms of the release page.
/// </summary>
internal static class LineForms
{
    private static readonly FieldView Why = new(FieldKind.Line, "reason", "Reason") { Required = true };

    /// <summary>The forms of the step whose turn it is; none where nobody's word is asked.</summary>
    public static IReadOnlyList<FormView> OfSteps(ReleaseSeen seen) =>
    [
        .. from step in seen.Shipment.Steps
           where seen.Shipment.IsOpen && step.Status == StepStatus.Waiting && seen.Shipment.Before(step.Id) is null
           from form in Of(seen, step)
           select form,
    ];

    /// <summary>Whether a gate applies, and no; its yes is confirming it.</summary>
    public static IReadOnlyList<FormView> OfGate(ReleaseSeen seen, Gate gate)
    {
        List<FormView> forms = [];
        if (gate.IsOpen) return forms;
        if (seen.Sight.May(seen.Stream, new AnswerGate(gate.Id, false, "…")))
            forms.Add(NotApplicable(seen, gate.Id, gate.Title, gate.Condition));
        if (seen.LineOf(gate) is { Kind: CheckKind.Decision or CheckKind.Approval }
            && seen.Sight.May(seen.Stream, new RefuseGate(gate.Id, "…")))
            forms.Add(No(seen, gate.Id, gate.Title, "The gate stays shut until somebody says yes."));
        return forms;
    }

    public static void MapLineForms(this RouteGroupBuilder one)
    {
        one.MapPost("/complete-step", (HttpContext http, string service, string version, Desk desk, CancellationToken stop) =>
            Say(http, service, version, desk, form => Done(form("line"), form("note")), stop));
        one.MapPost("/refuse-line", (HttpContext http, string service, string version, Desk desk, CancellationToken stop) =>
            Say(http, service, version, desk, form => ReleaseLines.Refuse(form("line"), form("reason")), stop));
        one.MapPost("/answer-line", (HttpContext http, string service, string version, Desk desk, CancellationToken stop) =>
            Say(http, service, version, desk,
                form => ReleaseLines.Answer(form("line"), form("answer") == "yes", form("reason")), stop));
    }

    private static Word Done(string line, string note) =>
        new(line, new CompleteStep(line, Skip: false, note), new ConfirmGate(line, note));

    private static IEnumerable<FormView> Of(ReleaseSeen seen, Step step)
    {
        var stream = Shipment.StreamOf(seen.Shipment.Id);
        if (seen.Sight.May(stream, new CompleteStep(step.Id, false, "…")) && !(step.IsAsked && step.AsksFirst))
            yield return new FormView($"do-{step.Id}", $"{seen.Href}/complete-step", step.Title,
                step.Decides ? "Go" : step.Attested ? "Confirm" : step.Does == StepWork.Gate || !step.Signers.IsEmpty ? "Approve" : "Done",
                [Line(step.Id), new FieldView(FieldKind.Line, "note", "Note") { Required = step.Does != StepWork.Gate }])
            { Kind = ButtonKind.Go, Sentence = step.Sentence };
        if (seen.Sight.May(stream, new RefuseStep(step.Id, "…")))
            yield return No(seen, step.Id, step.Title, "The shipment ends here; what was deployed stays.");
        if (!seen.Sight.May(stream, new AnswerStep(step.Id, false, "…"))) yield break;
        if (step.IsAsked && step.AsksFirst)
            yield return new FormView($"applies-{step.Id}", $"{seen.Href}/answer-line", $"{step.Title} applies",
                "It applies", [Line(step.Id), new FieldView(FieldKind.Hidden, "answer", "", "yes"), Why]);
        yield return NotApplicable(seen, step.Id, step.Title, step.Condition);
    }

    private static FormView NotApplicable(ReleaseSeen seen, string line, string title, Condition? condition) =>
        new($"not-{line}", $"{seen.Href}/answer-line", $"{title} does not apply", "Does not apply",
            [Line(line), new FieldView(FieldKind.Hidden, "answer", "", "no"), Why])
        { Sentence = condition is null ? "" : $"The guide asks for it {condition.Text}." };

    private static FormView No(ReleaseSeen seen, string line, string title, string sentence) =>
        new($"no-{line}", $"{seen.Href}/refuse-line", $"{title}: no", "No-go", [Line(line), Why])
        { Kind = ButtonKind.Danger, Sentence = sentence };

    private static FieldView Line(string id) => new(FieldKind.Hidden, "line", "", id);

    private static async Task<IResult> Say(HttpContext http, string service, string version, Desk desk,
        Func<Func<string, string>, Word> read, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (Sight.Of(http).Release(service, version) is not { Exists: true } release)
            return http.NoRelease(service, version);
        var (stream, command) = desk.World.Place(release, read(name => form[name].ToString().Trim()));
        return await http.Submit(desk, stream, command, ReleaseSeen.HrefOf(service, version), "It is on record.");
    }
}
