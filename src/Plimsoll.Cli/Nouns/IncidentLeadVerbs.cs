using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Who leads, who helps, where people talk, and how bad it is.</summary>
internal static class IncidentLeadVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("lead", "Take command: you lead from now on", [Takes.Incident], Lead),
        Verb.Of("offer", "Ask somebody to lead",
            [Takes.Incident, Takes.Argument("PERSON", "Whom to ask")], Offer),
        Verb.Of("service", "Say which service it is about, where nobody knew: its people are called",
            [Takes.Incident, Takes.Argument("SERVICE", "Name of the service")], Service),
        Verb.Of("assess", "Judge how bad it is and who is hurt",
            [
                Takes.Incident,
                Takes.OneOf("--severity", "By impact and scope; when unsure, the higher",
                    "low", "medium", "high", "critical"),
                Takes.Text("--impact", "TEXT", "Who is hurt and how; may be left out once it was said"),
            ], Assess),
        Verb.Of("channel", "Say where people talk",
            [
                Takes.Incident, Takes.Text("--chat", "ADDRESS", "Address of the chat"),
                Takes.Text("--call", "ADDRESS", "Address of the call"),
            ], Channel),
        Verb.Of("archive", "Say where the talk is kept",
            [Takes.Incident, Takes.Needed("--where", "ADDRESS", "Address of the export or the archive")], Archive),
        Verb.Of("security", "Say whether the Security Lead is needed",
            [
                Takes.Incident, Takes.Choice("ANSWER", "The answer", "needed", "not-needed"),
                Takes.Text("--reason", "TEXT", "Why; the review reads it"),
            ], Security),
        Verb.Of("applies", "Say whether a conditional line of the checklist applies, and why",
            [
                Takes.Incident, Takes.Argument("LINE", "Id of the line, from incident show"),
                Takes.Choice("ANSWER", "The answer", "yes", "no"), Takes.Reason,
            ], Applies),
        Verb.Of("join", "Bring somebody into the response in a role",
            [
                Takes.Incident, Takes.Argument("PERSON", "Who helps"),
                Takes.Needed("--role", "ROLE", "A role of the guide, such as Developers"),
            ], Join),
    ];

    private static Task Lead(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("take-command"), new Nothing(), $"{call.Incident} is led by {call.Who}.",
        call.Incident.Command("next"), stop);

    private static Task Offer(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("offer-command"), new PersonBody(call.Text("PERSON")),
        $"{call.Text("PERSON")} is asked to lead {call.Incident}.", call.Incident.Command("show"), stop);

    private static Task Service(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("name-service"), new NameServiceBody(call.Text("SERVICE")),
        $"{call.Incident} is about {call.Text("SERVICE")}; its people are called.", call.Incident.Command("next"),
        stop);

    private static Task Assess(Call call, CancellationToken stop)
    {
        if (call.Text("--severity") == "")
            throw Failure.Usage("Nobody said how bad it is.",
                fix: $"{call.Incident.Command("assess")} --severity high --impact \"…\"");
        return call.Tell(
            call.Incident.Path("assess-severity"), new AssessBody(call.Text("--severity"), call.Text("--impact")),
            $"{call.Incident} is {call.Text("--severity")}.", call.Incident.Command("next"), stop);
    }

    private static Task Channel(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("open-channel"), new ChannelBody(call.Text("--chat"), call.Text("--call")),
        $"People talk about {call.Incident} there.", call.Incident.Command("next"), stop);

    private static Task Archive(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("archive-channel"), new ArchiveBody(call.Text("--where")),
        $"The talk about {call.Incident} is kept.", call.Incident.Command("next"), stop);

    private static Task Security(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("answer-security"),
        new SecurityBody(call.Text("ANSWER") == "needed", call.Text("--reason")),
        $"The Security Lead is {call.Text("ANSWER").Replace('-', ' ')} on {call.Incident}.",
        call.Incident.Command("next"), stop);

    private static Task Applies(Call call, CancellationToken stop)
    {
        var yes = call.Text("ANSWER") == "yes";
        return call.Tell(call.Incident.Path("answer-duty"),
            new AnswerLineBody(call.Text("LINE"), yes, call.Text("--reason")),
            $"{call.Text("LINE")} {(yes ? "applies to" : "does not apply to")} {call.Incident}.",
            call.Incident.Command("next"), stop);
    }

    private static Task Join(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("join-response"), new JoinBody(call.Text("PERSON"), call.Text("--role")),
        $"{call.Text("PERSON")} helps with {call.Incident} as {call.Text("--role")}.", call.Incident.Command("next"),
        stop);
}
