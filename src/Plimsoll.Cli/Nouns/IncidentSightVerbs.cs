using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Who may see an incident: private or not, and who was added.</summary>
internal static class IncidentSightVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("private", "From now on only who is part of it sees it", [Takes.Incident, Takes.Reason], MakePrivate),
        Verb.Of("public", "Everybody sees it again, with all that was written", [Takes.Incident, Takes.Reason],
            MakePublic),
        Verb.Of("admit", "Let somebody see a private incident who has no part in it",
            [Takes.Incident, Takes.Argument("PERSON", "Their mail address")], Admit),
        Verb.Of("dismiss", "Take that back", [Takes.Incident, Takes.Argument("PERSON", "Their mail address")],
            Dismiss),
    ];

    private static Task MakePrivate(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("make-private"), new ReasonBody(call.Text("--reason")),
        $"{call.Incident} is private: only who is part of it sees it.", call.Incident.Command("show"), stop);

    private static Task MakePublic(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("make-public"), new ReasonBody(call.Text("--reason")),
        $"{call.Incident} is not private any more.", call.Incident.Command("show"), stop);

    private static Task Admit(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("admit-person"), new PersonBody(call.Text("PERSON")),
        $"{call.Text("PERSON")} sees {call.Incident}.", call.Incident.Command("show"), stop);

    private static Task Dismiss(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("dismiss-person"), new PersonBody(call.Text("PERSON")),
        $"{call.Text("PERSON")} does not see {call.Incident} any more.", call.Incident.Command("show"), stop);
}
