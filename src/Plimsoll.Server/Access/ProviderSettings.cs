using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>The provider people sign in with, and what its groups mean: forms of an administrator.</summary>
public static class ProviderSettings
{
    private const string Page = "/settings/sign-in";

    public static void MapProviderSettings(this IEndpointRouteBuilder app)
    {
        app.MapPost("/settings/sign-in/provider", Save);
        app.MapPost("/settings/sign-in/provider/remove", Remove);
        app.MapPost("/settings/sign-in/groups", (HttpContext http, Desk desk, CancellationToken stop) =>
            Submit(http, desk, form => new MapGroup(Of(form, "group"), Of(form, "role"), Of(form, "scope")),
                "Members hold the role from their next sign-in on.", stop));
        app.MapPost("/settings/sign-in/groups/end", (HttpContext http, Desk desk, CancellationToken stop) =>
            Submit(http, desk, form => new UnmapGroup(Of(form, "group"), Of(form, "role"), Of(form, "scope")),
                "What only this group gave has ended.", stop));
    }

    /// <summary>Null for who may not change it.</summary>
    internal static ProviderView? ViewFor(HttpContext http, Roster roster) =>
        http.May(Permissions.ConfigureSignIn, Scope.Organisation)
            ? new ProviderView(roster.Organisation.Provider, ProviderSignIn.BackTo(http))
            : null;

    private static async Task<IResult> Save(
        HttpContext http, ProviderOrders orders, Roster roster, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var form = await http.Request.ReadFormAsync(stop);
        var body = new ProviderBody(
            Of(form, "name"), Of(form, "issuer"), Of(form, "client"), Of(form, "secret"), Of(form, "public") != "",
            Of(form, "scopes"), Of(form, "claim"), Of(form, "domains"), Of(form, "only") != "");
        return http.Tell(await orders.Save(http, body, stop), Page, $"People sign in with {body.Name} now.");
    }

    private static async Task<IResult> Remove(HttpContext http, ProviderOrders orders, CancellationToken stop) =>
        http.Tell(await orders.Remove(http, stop), Page,
            "Nobody signs in with it any more, and what its groups gave has ended.");

    private static async Task<IResult> Submit(
        HttpContext http, Desk desk, Func<IFormCollection, Command> command, string done, CancellationToken stop) =>
        await http.Submit(desk, Organisation.Stream, command(await http.Request.ReadFormAsync(stop)), Page, done);

    private static string Of(IFormCollection form, string field) => form[field].ToString().Trim();
}

/// <param name="Back">What the provider is told to lead browsers back to.</param>
public sealed record ProviderView(IdentityProvider? Provider, string Back);
