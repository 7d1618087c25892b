using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>One-time links that make an account: of the first administrator, and of who was invited.</summary>
public static class Joining
{
    public static void MapJoining(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/access/first-admin", MakeFirstLink).Produces<LinkView>();
        app.MapGet("/first-admin/{code}", (HttpContext http, string code, FirstLinks links, Roster roster) =>
            IsOpen(code, links, roster) ? First(code).Answer(http) : Spent).AllowAnonymous();
        app.MapPost("/first-admin/{code}", AppointFirst).AllowAnonymous();
        app.MapGet("/join/{code}", async (HttpContext http, string code, Accounts accounts, CancellationToken stop) =>
            await accounts.InvitedBy(code, stop) is { } person
                ? Door(code, person).With(http.RequestServices.GetRequiredService<Roster>(), code).Answer(http)
                : Spent).AllowAnonymous();
        app.MapPost("/join/{code}", Join).AllowAnonymous();
    }

    private static IResult MakeFirstLink(HttpContext http, FirstLinks links, Roster roster) => roster.HasAccounts
        ? http.Problem(409, "There is an administrator already",
            "No link was made. Ask an administrator for an invitation; where none is left, add `--break-glass`.",
            code: "too-late")
        : Results.Json(new LinkView(
            $"{http.Here()}/first-admin/{links.Make()}", (int)Links.Lifetime.TotalSeconds));

    private static async Task<IResult> AppointFirst(
        HttpContext http, string code, FirstLinks links, Roster roster, Accounts accounts, Sessions sessions,
        CancellationToken stop)
    {
        if (!await http.IsOurForm()) return Refusals.NoForm;
        if (!IsOpen(code, links, roster)) return Spent;
        var form = await http.Request.ReadFormAsync(stop);
        var (mail, password) = (form["email"].ToString().Trim(), form["password"].ToString());
        var door = First(code, form["name"].ToString().Trim(), mail);
        if (!Names.TryRead(form["name"], out var name))
            return (door with { Wrong = "name", Trouble = Names.Rule }).Answer(http, 422);
        if (!Core.Incidents.MailAddresses.IsOne(mail))
            return (door with { Wrong = "email", Trouble = "This is not a mail address." }).Answer(http, 422);
        if (Passwords.Objection(password, name, mail) is { Length: > 0 } objection)
            return (door with { Wrong = "password", Trouble = objection }).Answer(http, 422);
        if (!links.Take(code)) return Spent;
        var answer = await accounts.AppointFirst(name, mail, password, stop);
        if (answer is not Answer.Accepted) return answer.ToHttp(http);
        return await Welcome(http, roster.ByMail(mail)?.Id ?? "", accounts, sessions, stop);
    }

    private static async Task<IResult> Join(
        HttpContext http, string code, Accounts accounts, Sessions sessions, CancellationToken stop)
    {
        if (!await http.IsOurForm()) return Refusals.NoForm;
        if (await accounts.InvitedBy(code, stop) is not { } person) return Spent;
        var password = (await http.Request.ReadFormAsync(stop))["password"].ToString();
        if (Passwords.Objection(password, person.Name, person.Mail ?? "") is { Length: > 0 } objection)
            return (Door(code, person) with { Wrong = "password", Trouble = objection }).Answer(http, 422);
        var answer = await accounts.Join(code, person, password, stop);
        return answer is Answer.Accepted
            ? await Welcome(http, person.Id, accounts, sessions, stop)
            : answer.ToHttp(http);
    }

    private static async Task<IResult> Welcome(
        HttpContext http, string person, Accounts accounts, Sessions sessions, CancellationToken stop)
    {
        var codes = await accounts.NewCodes(person, stop);
        http.LetIn(sessions, person);
        return (new DoorView("You are in", "", "", [])
        {
            Lead = "Keep these recovery codes somewhere safe. Each gets you in once when the password is gone; "
                + "they are not shown again.",
            Codes = codes, LinkTo = "/", LinkText = "Go on",
        }).Answer(http);
    }

    private static bool IsOpen(string code, FirstLinks links, Roster roster) => !roster.HasAccounts && links.Has(code);

    private static DoorView First(string code, string name = "", string mail = "") => new(
        "Become the first administrator", $"/first-admin/{code}", "Create the account",
        [new("name", "Name", "text", "name", name), DoorField.Mail(mail), DoorField.NewPassword])
    {
        Lead = "From then on everybody signs in: names given with --as are refused, and you invite people and give "
            + "them roles.",
    };

    private static DoorView Door(string code, Journal.Person person) => new(
        $"Welcome, {person.Name}", $"/join/{code}", "Join", [DoorField.Mail(person.Mail ?? ""), DoorField.NewPassword])
    {
        Lead = "Choose a password. The mail address is how you sign in.",
    };

    private static readonly Problem Spent = new(
        401, "This link is spent", "It works once and not for ever. Ask whoever invited you for a new one.")
    {
        Code = "access.link-spent",
    };
}
