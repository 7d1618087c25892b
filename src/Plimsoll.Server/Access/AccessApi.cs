using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Access;

/// <summary>The people part of the HTTP API.</summary>
public static class AccessApi
{
    public static void MapAccessApi(this IEndpointRouteBuilder api)
    {
        var access = api.MapGroup("/access");
        access.MapGet("/roles", () => RoleTable.Rows.Append(RoleTable.AnyOther)
            .Select(r => new RoleRowView(r.Role, r.SeesFirst, r.May, r.IsTold)));
        access.MapGet("/people", (Roster roster) => PeopleSeen.Of(roster).Select(View));
        access.MapPost("/people/invite", Invite).Produces<InvitedView>();
        access.MapPost("/people/{person}/grant-role", (HttpContext http, string person, RoleBody body, Desk desk, Roster roster) =>
            Send(http, desk, roster, person, id => new GrantRole(id, body.Role, Or(body.Scope))));
        access.MapPost("/people/{person}/take-role", (HttpContext http, string person, RoleBody body, Desk desk, Roster roster) =>
            Send(http, desk, roster, person, id => new TakeRole(id, body.Role, Or(body.Scope))));
        access.MapPost("/people/{person}/leave", Leave);
        access.MapPost("/people/{person}/addresses", Addresses);
        access.MapPost("/zone", async (HttpContext http, ZoneBody body, WhereReached reached, CancellationToken stop) =>
            await reached.ReadIn(http.Actor(), body.Zone, stop) is { } refusal ? Answers.Problem(refusal) : Results.NoContent());
        access.MapPost("/teams", (HttpContext http, TeamBody body, Desk desk) =>
            http.Send(desk, Organisation.Stream, new PlaceInTeam(body.Service, body.Team)));
        access.MapPost("/reading", (HttpContext http, ReadingBody body, Desk desk) =>
            http.Send(desk, Organisation.Stream, new ChangeReading(body.ByScope, body.Reason)));
        access.MapPost("/break-glass/{number:int}/review", (HttpContext http, int number, CommentBody body, Desk desk) =>
            http.Send(desk, Organisation.Stream, new ReviewBreakGlass(number, body.Comment)));
        access.MapTokenApi();
        access.MapProviderApi();
    }

    private static async Task<IResult> Invite(
        HttpContext http, InviteBody body, Accounts accounts, Desk desk, Roster roster, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var invited = await Inviting.Invite(http, body, accounts, desk, stop);
        return invited.Answer is Answer.Accepted
            ? Results.Json(new InvitedView(
                PeopleSeen.KeyOf(invited.Person), invited.Mailed ? "" : invited.Link, invited.Mailed))
            : invited.Answer.ToHttp(http);
    }

    private static async Task<IResult> Leave(
        HttpContext http, string person, ReasonBody body, Accounts accounts, Roster roster, CancellationToken stop) =>
        roster.Named(person) is { } known
            ? (await accounts.Leave(known.Id, body.Reason, http.Actor(), stop)).ToHttp(http)
            : Answers.Problem(Nobody(person));

    private static async Task<IResult> Addresses(
        HttpContext http, string person, AddressesBody body, WhereReached reached, Roster roster, CancellationToken stop) =>
        roster.Named(person) is { } known
            ? (await reached.AlsoAt(known.Id, body.Addresses.IsDefault ? [] : body.Addresses, http.Actor(), stop)).ToHttp(http)
            : Answers.Problem(Nobody(person));

    private static async Task<IResult> Send(
        HttpContext http, Desk desk, Roster roster, string person, Func<string, Command> command) =>
        roster.Named(person) is { } known
            ? await http.Send(desk, Organisation.Stream, command(known.Id))
            : Answers.Problem(Nobody(person));

    private static Refusal Nobody(string person) =>
        Refusal.NotFound($"Nobody is known here as {person}; `plimsoll people list` shows who is.");

    private static string Or(string scope) => scope == "" ? Scope.Organisation.Value : scope;

    private static PersonView View(PersonSeen seen) => new(
        seen.Key, seen.Name, seen.Mail, seen.State, [.. seen.Grants.Select(g => new GrantView(g.Role, g.Scope.Value))])
    {
        Zone = seen.Zone, Also = [.. seen.Also],
    };
}
