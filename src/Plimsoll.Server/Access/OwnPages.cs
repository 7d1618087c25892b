using Plimsoll.Core.Access;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Settings of one's own: tokens, sessions, password and recovery codes.</summary>
public static class OwnPages
{
    private const int ShortKey = 16;

    public static void MapOwnSettings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/settings/tokens", (HttpContext http, ApiKeys keys, Roster roster, CancellationToken stop) =>
            Tokens(http, keys, roster, stop));
        app.MapPost("/settings/tokens/create", MakeToken);
        app.MapPost("/settings/tokens/{id}/revoke", async (HttpContext http, string id, ApiKeys keys, CancellationToken stop) =>
            await TokenApi.Revoke(http, id, keys, stop) is { } refusal
                ? http.Back("/settings/tokens", new Sign(Mark.Fail, "Not done"), refusal.Reason)
                : http.Back("/settings/tokens", new Sign(Mark.Ok, "Revoked"), "The token is worth nothing any more."));
        app.MapGet("/settings/sessions", IResult (HttpContext http, Sessions sessions, Roster roster) => !roster.HasAccounts
            ? SigningIn.NoAccounts
            : http.Page<SessionsPage, SessionsPageView>(new SessionsPageView(
                [.. sessions.OfPerson(http.Actor()).Select(s => View(s, http))])));
        app.MapPost("/settings/sessions/{id}/end", End);
        app.MapPost("/settings/sessions/end-all", (HttpContext http, Sessions sessions) =>
        {
            sessions.EndAll(http.Actor());
            return http.Leave();
        });
        app.MapGet("/settings/sign-in", (HttpContext http, Roster roster, AccountTable table, CancellationToken stop) =>
            SignIn(http, roster, table, stop));
        app.MapPost("/settings/sign-in/password", ChangePassword);
        app.MapPost("/settings/sign-in/codes", NewCodes);
        app.MapPost("/settings/sign-in/zone", async (HttpContext http, WhereReached reached, Roster roster, AccountTable table, CancellationToken stop) =>
            await reached.ReadIn(http.Actor(), (await http.Request.ReadFormAsync(stop))["zone"], stop) is { } refusal
                ? await SignIn(http, roster, table, stop, trouble: refusal.Reason)
                : http.Back("/settings/sign-in", new Sign(Mark.Ok, "Saved"), "Mail to you says times in your zone, with UTC beside them."));
        app.MapAccountTies();
    }

    private static async Task<IResult> Tokens(
        HttpContext http, ApiKeys keys, Roster roster, CancellationToken stop, TokenApi.Made? made = null) =>
        !roster.HasAccounts ? SigningIn.NoAccounts
        : http.Page<TokensPage, TokensPageView>(new TokensPageView(
            [.. (await TokenApi.Shown(http, keys, stop)).Select(t => TokenApi.View(t, keys, roster))],
            [.. Permissions.All.Where(p => !Permissions.InPerson.Contains(p.Verb))])
        {
            Made = made?.Secret ?? "", Warnings = made?.Warnings ?? [], Trouble = made?.Refusal?.Reason ?? "",
        }, made?.Refusal is null ? 200 : 422, http.Own("/settings/tokens"));

    private static async Task<IResult> MakeToken(
        HttpContext http, ApiKeys keys, Roster roster, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var form = await http.Request.ReadFormAsync(stop);
        var days = int.TryParse(form["days"], out var read) ? read : 0;
        var body = new TokenBody(form["name"].ToString(), [.. form["may"].OfType<string>()], form["scope"].ToString().Trim(), days);
        return await Tokens(http, keys, roster, stop, await TokenApi.Make(http, body, keys, stop));
    }

    private static IResult End(HttpContext http, string id, Sessions sessions)
    {
        if (sessions.OfPerson(http.Actor()).FirstOrDefault(s => s.Key.StartsWith(id, StringComparison.Ordinal)) is not { } found
            || id.Length != ShortKey)
            return http.Back("/settings/sessions", new Sign(Mark.Fail, "Not done"), "There is no such session of yours any more.");
        sessions.End(found.Key);
        return http.Back("/settings/sessions", new Sign(Mark.Ok, "Ended"), "That browser is signed out.");
    }

    internal static async Task<IResult> SignIn(
        HttpContext http, Roster roster, AccountTable table, CancellationToken stop,
        IReadOnlyList<string>? codes = null, string trouble = "") =>
        !roster.HasAccounts ? SigningIn.NoAccounts
        : http.Page<SignInSettingsPage, SignInPageView>(new SignInPageView(
            (await table.Of(http.Actor(), stop))?.Mail ?? "", await table.RecoveryLeft(http.Actor(), stop), codes ?? [])
        {
            Trouble = trouble, Provider = ProviderSettings.ViewFor(http, roster),
            Tie = await AccountTies.Of(http, roster, stop),
            Zone = roster.Find(http.Actor())?.Zone ?? "", ZoneHere = roster.ZoneHere,
        }, trouble == "" ? 200 : 422, http.Own("/settings/sign-in"));

    private static async Task<IResult> ChangePassword(
        HttpContext http, Accounts accounts, Roster roster, AccountTable table, SignInLimits limits, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var next = form["password"].ToString();
        var known = roster.Find(http.Actor());
        if (Passwords.Objection(next, known?.Name ?? "", known?.Mail ?? "") is { Length: > 0 } objection)
            return await SignIn(http, roster, table, stop, trouble: objection);
        if (limits.Begin(http.Actor(), SigningIn.From(http)) is not null)
            return await SignIn(http, roster, table, stop, trouble: "Too many tries. Try again in some minutes.");
        if (!await accounts.Change(http.Actor(), form["present"].ToString(), next, http.SessionKey(), stop))
            return await SignIn(http, roster, table, stop, trouble: "Not changed: the present password is another one.");
        limits.Succeeded(http.Actor(), SigningIn.From(http));
        return http.Back("/settings/sign-in", new Sign(Mark.Ok, "Changed"), "Every other browser is signed out.");
    }

    private static async Task<IResult> NewCodes(
        HttpContext http, Accounts accounts, Roster roster, AccountTable table, SignInLimits limits, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (limits.Begin(http.Actor(), SigningIn.From(http)) is not null)
            return await SignIn(http, roster, table, stop, trouble: "Too many tries. Try again in some minutes.");
        if (!await accounts.IsRight(http.Actor(), form["present"].ToString(), stop))
            return await SignIn(http, roster, table, stop, trouble: "Not made: the password is another one.");
        limits.Succeeded(http.Actor(), SigningIn.From(http));
        return await SignIn(http, roster, table, stop, await accounts.NewCodes(http.Actor(), stop));
    }

    private static SessionView View(Session session, HttpContext http) => new(
        session.Key[..ShortKey], session.Browser, session.From, session.Began, session.SeenAt,
        session.Key == http.SessionKey());
}
