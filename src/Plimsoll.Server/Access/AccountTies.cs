using Plimsoll.Core.Access;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>One's own account at the provider, tied and untied: each with the password, on record.</summary>
/// <remarks>A borrowed browser is signed in; the password is what its owner alone has.</remarks>
public static class AccountTies
{
    private const string Page = "/settings/sign-in";

    public static void MapAccountTies(this IEndpointRouteBuilder app)
    {
        app.MapPost("/settings/sign-in/tie", Tie);
        app.MapPost("/settings/sign-in/untie", Untie);
    }

    /// <summary>What the page of one's own sign-in says of the provider.</summary>
    internal static async Task<AccountTie?> Of(HttpContext http, Roster roster, CancellationToken stop) =>
        roster.Organisation.Provider is { } provider
            ? new AccountTie(provider.Name, await IsTied(http, provider, stop)) : null;

    private static async Task<IResult> Tie(
        HttpContext http, Roster roster, Accounts accounts, AccountTable table, SignInLimits limits, Tickets tickets,
        OpenIdClient client, CancellationToken stop)
    {
        if (roster.Organisation.Provider is not { } provider) return ProviderSignIn.NoProvider;
        if (http.SessionKey() == "") return Refusals.NotSignedIn;
        if (await NotProven(http, accounts, limits, stop) is { } trouble)
            return await OwnPages.SignIn(http, roster, table, stop, trouble: $"Nothing was tied: {trouble}");
        var ticket = tickets.Begin(http, provider.Issuer, Page, person: http.Actor());
        return await ProviderSignIn.GoOn(http, provider, ticket, client, stop);
    }

    private static async Task<IResult> Untie(
        HttpContext http, Roster roster, Accounts accounts, AccountTable table, SignInLimits limits,
        OutsideAccounts outside, Sessions sessions, CancellationToken stop)
    {
        if (roster.Organisation.Provider is not { } provider) return ProviderSignIn.NoProvider;
        if (!await IsTied(http, provider, stop))
            return http.Back(Page, new Sign(Mark.Fail, "Not done"), $"No account at {provider.Name} is tied to you.");
        if (await NotProven(http, accounts, limits, stop) is { } trouble)
            return await OwnPages.SignIn(http, roster, table, stop, trouble: $"Nothing was untied: {trouble}");
        var answer = await outside.Untie(http.Actor(), provider.Issuer, stop);
        // Where that very account let this browser in, from now on the password did.
        if (answer is Answer.Accepted && sessions.Of(http.SessionKey()) is null) http.LetIn(sessions, http.Actor());
        return http.Tell(answer, Page, $"Your account at {provider.Name} does not prove you any more.");
    }

    private static async Task<bool> IsTied(HttpContext http, IdentityProvider provider, CancellationToken stop) =>
        (await http.RequestServices.GetRequiredService<IdentityTable>().IssuersOf(http.Actor(), stop))
            .Contains(provider.Issuer);

    private static async Task<string?> NotProven(
        HttpContext http, Accounts accounts, SignInLimits limits, CancellationToken stop)
    {
        var present = (await http.Request.ReadFormAsync(stop))["present"].ToString();
        if (limits.Begin(http.Actor(), SigningIn.From(http)) is not null)
            return "too many tries. Try again in some minutes.";
        if (!await accounts.IsRight(http.Actor(), present, stop))
            return "the password is another one.";
        limits.Succeeded(http.Actor(), SigningIn.From(http));
        return null;
    }
}
