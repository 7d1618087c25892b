using System.CommandLine;
using System.Globalization;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>The review: the document, the meeting, the action items, the runbooks.</summary>
internal static class IncidentReviewVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("retrospective", "Invite to the meeting about it; again to move it; say that it was held",
            [
                Takes.Incident, Takes.Text("--at", "TIME", "When it begins, such as +20h, 14:05 or ISO 8601 (UTC)"),
                Takes.Count("--minutes", "NUMBER", "How long it takes [default: 60]"),
                Takes.Text("--to", "LIST", "Mail addresses with commas between [default: contacts and team]"),
                Takes.Text("--call-off", "REASON", "Call it off instead, and why"),
                Takes.Text("--held", "TIME", "Say instead that people have met, such as -1h, 14:05 or ISO 8601 (UTC)"),
                Takes.Text("--note", "TEXT", "With --held: who met, or where it can be seen"),
            ], Retrospective),
        Verb.Of("review", "Print the review, or a part of it; write a part with --text or --file",
            [
                Takes.Incident, Takes.Optional("SECTION", "summary, impact, root-cause, how-it-reached-production, " +
                    "went-well, went-badly or learned"),
                .. Takes.TextOrFile("What the part says now"),
                Takes.Text("--revision", "NUMBER", "The revision yours was written on [default: the newest]"),
            ], Review),
        Verb.Of("action", "Add what is to be done so that it does not come back",
            [
                Takes.Incident, Takes.Argument("TEXT", "What is to be done"),
                Takes.Needed("--owner", "PERSON", "Who does it"),
                Takes.Needed("--due", "DATE", "By when, such as 2026-03-01, or 7d from today"),
                Takes.Flag("--before-next-release", "The service's next minor or major waits for it"),
            ], Action),
        Verb.Of("action-done", "Say that an action item is done",
            [Takes.Incident, Takes.Number("NUMBER", "Number of the item"), Takes.Note("What was done")], ActionDone),
        Verb.Of("no-actions", "Say why nothing has to be done", [Takes.Incident, Takes.Reason], NoActions),
        Verb.Of("runbook", "Say which runbook changed, or why none has to",
            [
                Takes.Incident, Takes.Text("--file", "PATH", "The file that changed, in the service's repository"),
                Takes.Text("--unchanged", "REASON", "Why they are right as they are"),
                Takes.Text("--note", "TEXT", "What the file says now"),
            ], Runbook),
    ];

    private static Task Retrospective(Call call, CancellationToken stop)
    {
        var (which, at, off, held) = (call.Incident, call.Text("--at"), call.Text("--call-off"), call.Text("--held"));
        if (((string[])[at, off, held]).Count(t => t != "") != 1)
            throw Failure.Usage("Say when the meeting is, that it was held, or why it is called off.",
                fix: $"{which.Command("retrospective")} --at +20h");
        if (held != "")
            return call.Tell(which.Path("hold-retrospective"), new HeldBody(call.Text("--note"), held),
                $"The meeting about {which} is on record.", which.Command("next"), stop);
        return off != ""
            ? call.Tell(which.Path("cancel-retrospective"), new ReasonBody(off),
                $"The meeting about {which} is called off.", $"{which.Command("retrospective")} --at TIME", stop)
            : call.Tell(which.Path("schedule-retrospective"), new RetrospectiveBody(
                    at, call.Number("--minutes") is > 0 and var minutes ? minutes : 60, call.Names("--to")),
                $"The invitations to the meeting about {which} are on their way.", which.Command("next"), stop);
    }

    private static async Task Review(Call call, CancellationToken stop)
    {
        var (which, section, text) = (call.Incident, call.Text("SECTION"), await call.TextOrFile(stop));
        if (section == "" && text != "")
            throw Failure.Usage("Nobody said which part is written.",
                fix: $"{which.Command("review")} root-cause --text \"…\"");
        if (section == "")
        {
            var document = await call.Server.GetText(which.Path("review"), stop);
            call.Print(call.Json ? Wire.Print(new DocumentView(document)) : Plain.Lines(document));
            call.Next(which.Command("next"));
            return;
        }

        var there = await call.Server.Get<SectionView>(which.Path("review") + Route.Of($"/{section}"), stop);
        if (text == "") call.Show(there, IncidentText.Section);
        else await Write(call, new ReviewBody(section, text, Revision(call) ?? there.Revision), stop);
        if (text == "") call.Next($"{which.Command("review")} {section} --file FILE --revision {there.Revision}");
    }

    private static Task Write(Call call, ReviewBody body, CancellationToken stop) => call.Tell(
        call.Incident.Path("edit-review"), body,
        $"{body.Section} of the review of {call.Incident} is revision {body.Revision + 1}.",
        call.Incident.Command("next"), stop);

    private static int? Revision(Call call) => call.Text("--revision") switch
    {
        "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw Failure.Usage($"\"{text}\" is no revision.",
            fix: $"{call.Incident.Command("review")} {call.Text("SECTION")}"),
    };

    private static Task Action(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("add-action-item"), new ActionBody(
            call.Text("TEXT"), call.Text("--owner"), call.Text("--due"), call.Has("--before-next-release")),
        $"{call.Text("--owner")} does it.", call.Incident.Command("next"), stop);

    private static Task ActionDone(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("complete-action-item"), new ActionDoneBody(call.Number("NUMBER"), call.Text("--note")),
        $"Action item {call.Number("NUMBER")} of {call.Incident} is done.", call.Incident.Command("next"), stop);

    private static Task NoActions(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("declare-no-actions"), new ReasonBody(call.Text("--reason")),
        $"{call.Incident} leaves nothing to be done.", call.Incident.Command("next"), stop);

    private static Task Runbook(Call call, CancellationToken stop)
    {
        var (which, file, unchanged) = (call.Incident, call.Text("--file"), call.Text("--unchanged"));
        if ((file == "") == (unchanged == ""))
            throw Failure.Usage("Name the file that changed, or say why none has to.",
                fix: $"{which.Command("runbook")} --file PATH");
        return call.Tell(
            which.Path("answer-runbooks"), new RunbookBody(file, file == "" ? unchanged : call.Text("--note")),
            $"What the runbooks learnt from {which} is on record.", which.Command("next"), stop);
    }
}
