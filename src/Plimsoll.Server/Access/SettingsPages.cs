using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Settings about people and roles, and the forms on them.</summary>
public static class SettingsPages
{
    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/settings", () => Results.LocalRedirect("~/settings/people"));
        app.MapGet("/settings/people", (HttpContext http, Roster roster) => Show(http, roster));
        app.MapGet("/settings/roles", IResult (HttpContext http, Roster roster) => !roster.HasAccounts ? SigningIn.NoAccounts
            : http.Page<RolesPage, RolesPageView>(new RolesPageView([.. RoleTable.Rows, RoleTable.AnyOther])));
        app.MapPost("/settings/people/invite", Invite);
        app.MapPost("/settings/people/{person}/grant-role", (HttpContext http, string person, Desk desk, CancellationToken stop) =>
            Submit(http, desk, form => new GrantRole(Id(person), form["role"].ToString(), form["scope"].ToString()),
                "The role is given.", stop));
        app.MapPost("/settings/people/{person}/take-role", (HttpContext http, string person, Desk desk, CancellationToken stop) =>
            Submit(http, desk, form => new TakeRole(Id(person), form["role"].ToString(), form["scope"].ToString()),
                "The role is taken. What they approved while they held it stays.", stop));
        app.MapPost("/settings/people/{person}/leave", Leave);
        app.MapPost("/settings/people/{person}/addresses", async (HttpContext http, string person, WhereReached reached, CancellationToken stop) =>
            http.Tell(await reached.AlsoAt(Id(person), (await http.Request.ReadFormAsync(stop))["addresses"].ToString().Split([',', ' ', '\n', '\r']),
                http.Actor(), stop), "/settings/people", "They are known by these addresses too."));
        app.MapPost("/settings/people/{person}/end-sessions", (HttpContext http, string person, Sessions sessions) =>
        {
            sessions.EndAll(Id(person));
            return http.Back("/settings/people", new Sign(Mark.Ok, "Done"), "They are signed out everywhere.");
        });
        app.MapPost("/settings/teams", (HttpContext http, Desk desk, CancellationToken stop) =>
            Submit(http, desk, form => new PlaceInTeam(form["service"].ToString().Trim(), form["team"].ToString().Trim()),
                "The team is saved.", stop));
        app.MapPost("/settings/reading", (HttpContext http, Desk desk, CancellationToken stop) =>
            Submit(http, desk, form => new ChangeReading(form["by-scope"] == "yes", form["reason"].ToString()),
                "It holds from the next request on.", stop));
        app.MapPost("/settings/break-glass/{number:int}/review", (HttpContext http, int number, Desk desk, CancellationToken stop) =>
            Submit(http, desk, form => new ReviewBreakGlass(number, form["note"].ToString()), "It is reviewed.", stop));
    }

    private static IResult Show(
        HttpContext http, Roster roster, string link = "", string trouble = "", int status = 200)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var people = roster.Organisation;
        return http.Page<PeoplePage, PeoplePageView>(new PeoplePageView(
            PeopleSeen.Of(roster), Roles.All,
            [.. people.Teams.Select(t => (t.Key, t.Value)).Order()],
            [.. Sight.Of(http).World.Organisation.Glass.Reverse().Select(g => Seen(g, roster))],
            http.May(Permissions.Invite, Scope.Anywhere), http.May(Permissions.GrantRole, Scope.Anywhere),
            http.May(Permissions.EndPerson, Scope.Organisation), http.May(Permissions.ReviewGlass, Scope.Organisation))
        {
            Link = link, Trouble = trouble, ReadsByScope = people.ReadsByScope,
            MayChangeReading = http.May(Permissions.ChangeReading, Scope.Organisation),
            MayRecognise = http.May(Permissions.ConfigureSignIn, Scope.Organisation),
        }, status, http.Own("/settings/people"));
    }

    private static BrokenGlassSeen Seen(BrokenGlass glass, Roster roster) => new(
        glass.Number, glass.What, glass.Reason, roster.NameOf(glass.By), glass.At,
        glass.ReviewedBy == "" ? "" : roster.NameOf(glass.ReviewedBy), glass.Review);

    private static async Task<IResult> Invite(
        HttpContext http, Accounts accounts, Desk desk, Roster roster, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var form = await http.Request.ReadFormAsync(stop);
        var invited = await Inviting.Invite(http, new InviteBody(
            form["name"].ToString(), form["mail"].ToString(), form["role"].ToString().Trim(),
            form["scope"].ToString().Trim()), accounts, desk, stop);
        return invited.Answer switch
        {
            Answer.Refused { Refusal: var refusal } => Show(http, roster, trouble: refusal.Reason, status: 422),
            Answer.Accepted when invited.Mailed =>
                http.Back("/settings/people", new Sign(Mark.Ok, "Invited"), "The invitation is on its way by mail."),
            Answer.Accepted => Show(http, roster, invited.Link),
            var other => other.ToHttp(http),
        };
    }

    private static async Task<IResult> Leave(
        HttpContext http, string person, Accounts accounts, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        return http.Tell(await accounts.Leave(Id(person), form["reason"].ToString(), http.Actor(), stop),
            "/settings/people", "Their access has ended.");
    }

    private static async Task<IResult> Submit(
        HttpContext http, Desk desk, Func<IFormCollection, Command> command, string done, CancellationToken stop) =>
        await http.Submit(desk, Organisation.Stream, command(await http.Request.ReadFormAsync(stop)),
            "/settings/people", done);

    private static string Id(string key) => PersonId.Prefix + key;
}
