using Plimsoll.Core.Access;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Access;

/// <summary>The provider people sign in with, over HTTP; its secret goes in and never comes back.</summary>
public static class ProviderApi
{
    internal static void MapProviderApi(this IEndpointRouteBuilder access)
    {
        access.MapGet("/provider", (HttpContext http, Roster roster) => roster.Organisation.Provider is { } provider
            ? Results.Json(View(http, provider))
            : ProviderSignIn.NoProvider).Produces<ProviderSetView>();
        access.MapPost("/provider", Save);
        access.MapPost("/provider/remove", async (HttpContext http, ProviderOrders orders, CancellationToken stop) =>
            (await orders.Remove(http, stop)).ToHttp(http));
        access.MapPost("/provider/map-group", (HttpContext http, GroupBody body, Desk desk) =>
            http.Send(desk, Organisation.Stream, new MapGroup(body.Group ?? "", body.Role ?? "", Or(body.Scope))));
        access.MapPost("/provider/unmap-group", (HttpContext http, GroupBody body, Desk desk) =>
            http.Send(desk, Organisation.Stream, new UnmapGroup(body.Group ?? "", body.Role ?? "", Or(body.Scope))));
    }

    private static async Task<IResult> Save(
        HttpContext http, ProviderBody body, ProviderOrders orders, Roster roster, CancellationToken stop) =>
        roster.HasAccounts ? (await orders.Save(http, body, stop)).ToHttp(http) : SigningIn.NoAccounts;

    private static string Or(string? scope) => string.IsNullOrEmpty(scope) ? Scope.Organisation.Value : scope;

    private static ProviderSetView View(HttpContext http, IdentityProvider provider) => new(
        provider.Name, provider.Issuer, provider.ClientId, provider.SecretVersion > 0, provider.Scopes,
        provider.GroupsClaim, provider.Domains, provider.PasswordsOff, ProviderSignIn.BackTo(http),
        [.. provider.Groups.Select(g => new GroupView(g.Group, g.Role, g.Scope.Value))]);
}
