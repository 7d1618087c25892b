using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll people</c> and <c>role</c>: who may act, and what a role means.</summary>
internal static class PeopleNoun
{
    private static Symbol Person => Takes.Argument("PERSON", "Their mail address");

    private static Symbol Role => Takes.Argument("ROLE", "Such as \"Release Manager\", Administrator or Viewer");

    private static Symbol For => Takes.Text(
        "--for", "SCOPE", "organisation, team/NAME, service/NAME or environment/SERVICE/NAME [default: organisation]");

    public static IEnumerable<Command> All() =>
    [
        Verb.Noun("people", "Who may act here, and in which roles",
            Verb.Of("list", "List people and their roles", [], List),
            Verb.Of("invite", "Invite somebody by mail, or by a link you hand over",
                [Takes.Argument("NAME", "Their name"), Takes.Argument("MAIL", "Their mail address"),
                    Takes.Text("--role", "ROLE", "A role they have at once"), For], Invite),
            Verb.Of("grant", "Give a role", [Person, Role, For], Grant),
            Verb.Of("take", "Take a role", [Person, Role, For], Take),
            Verb.Of("zone", "Say in which time zone you read mail",
                [Takes.Argument("ZONE", "Such as Europe/Berlin; an empty one is the organisation's")], Zone),
            Verb.Of("addresses", "Say by which other addresses somebody is known; their commits count as theirs",
                [Person, Takes.Text("--also", "MAIL,…", "All of them; left out: none")], Addresses),
            Verb.Of("leave", "End the access of somebody who leaves", [Person, Takes.Reason], Leave),
            Verb.Of("erase", "Ask that the name and addresses of somebody who has left are removed for ever",
                [Person, Takes.Reason], RemovalVerbs.Erase),
            Verb.Of("reading", "Say whether a role reads the whole, or only what it is held for",
                [Takes.Choice("WHAT", "What a role reads", "all", "its-scope"), Takes.Reason], Reading),
            Verb.Of("team", "Put a service into a team",
                [Takes.Argument("SERVICE", "Name of the service"), Takes.Optional("TEAM", "Name of the team; none takes it out")],
                Team),
            Verb.Of("review", "Say what a use of the node's own token was about",
                [Takes.Number("NUMBER", "Its number, from Settings, People"), Takes.Note("What was found")], Review)),
        Verb.Noun("role", "What each role sees first, may do and is told",
            Verb.Of("list", "Show the table", [], Roles)),
    ];

    private static async Task List(Call call, CancellationToken stop)
    {
        var people = await call.Server.Get<PersonView[]>("access/people", stop);
        call.Show(people, Text);
        call.Next("plimsoll people invite NAME MAIL");
    }

    private static async Task Invite(Call call, CancellationToken stop)
    {
        var invited = await call.Server.Post<InvitedView>("access/people/invite", new InviteBody(
            call.Text("NAME"), call.Text("MAIL"), call.Text("--role"), call.Text("--for")), stop);
        call.Show(invited, i => i.Mailed ? $"{call.Text("NAME")} is invited by mail." : i.Link);
        if (!invited.Mailed) call.Say("No mail took it: hand the link over. It works once, for seven days.");
        call.Next("plimsoll people list");
    }

    private static Task Grant(Call call, CancellationToken stop) => Change(call, "grant-role", "has the role", stop);

    private static Task Take(Call call, CancellationToken stop) =>
        Change(call, "take-role", "no longer has the role", stop);

    private static Task Change(Call call, string verb, string done, CancellationToken stop) => call.Tell(
        Route.Of($"access/people/{call.Text("PERSON")}") + $"/{verb}",
        new RoleBody(call.Text("ROLE"), call.Text("--for")),
        $"{call.Text("PERSON")} {done} {call.Text("ROLE")}.", "plimsoll people list", stop);

    private static Task Leave(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"access/people/{call.Text("PERSON")}") + "/leave", new ReasonBody(call.Text("--reason")),
        $"{call.Text("PERSON")} has no access any more.", "plimsoll people list", stop);

    private static Task Zone(Call call, CancellationToken stop) => call.Tell(
        "access/zone", new ZoneBody(call.Text("ZONE")),
        "Mail to you says times in your zone, with UTC beside them.", "plimsoll people list", stop);

    private static Task Addresses(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"access/people/{call.Text("PERSON")}") + "/addresses", new AddressesBody(call.Names("--also")),
        $"The other addresses of {call.Text("PERSON")} are saved.", "plimsoll people list", stop);

    private static Task Reading(Call call, CancellationToken stop) => call.Tell(
        "access/reading", new ReadingBody(call.Text("WHAT") == "its-scope", call.Text("--reason")),
        call.Text("WHAT") == "all" ? "Every role reads the whole." : "A role reads only what it is held for.",
        "plimsoll people list", stop);

    private static Task Team(Call call, CancellationToken stop) => call.Tell(
        "access/teams", new TeamBody(call.Text("SERVICE"), call.Text("TEAM")),
        $"The team of {call.Text("SERVICE")} is saved.", "plimsoll people list", stop);

    private static Task Review(Call call, CancellationToken stop) => call.Tell(
        $"access/break-glass/{call.Number("NUMBER")}/review", new CommentBody(call.Text("--note")),
        $"Use {call.Number("NUMBER")} is reviewed.", "plimsoll people list", stop);

    private static async Task Roles(Call call, CancellationToken stop)
    {
        var rows = await call.Server.Get<RoleRowView[]>("access/roles", stop);
        call.Show(rows, all => Table.Of(["ROLE", "SEES FIRST", "MAY", "IS TOLD"],
            all.Select(r => new[] { r.Role, r.SeesFirst, string.Join(", ", r.May), r.IsTold })));
        call.Next("plimsoll people list");
    }

    private static string Text(PersonView[] people) => people.Length == 0 ? "Nobody yet." : Table.Of(
        ["NAME", "MAIL", "STATE", "ZONE", "ROLES"],
        people.Select(p => new[]
        {
            p.Name, string.Join(", ", (p.Also.IsDefault ? [] : p.Also).Prepend(p.Mail)), p.State, p.Zone, string.Join(", ", p.Roles.Select(r => $"{r.Role} ({r.Scope})")),
        }));
}
