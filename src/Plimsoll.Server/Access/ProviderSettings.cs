using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Access;

/// <summary>The provider people sign in with, and what its groups mean: forms of an administrator.</summary>
public static class ProviderSettings
{
    private const string Page = "/settings/sign-in";
    private static readonly char[] Between = [' ', ',', '\r', '\n', '\t'];

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
            ? new ProviderView(
                roster.Organisation.Provider, $"{http.Request.Scheme}://{http.Request.Host}{ProviderSignIn.BackPath}")
            : null;

    private static async Task<IResult> Save(
        HttpContext http, Desk desk, Roster roster, ClientSecret secret, ProviderMetadata metadata, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var form = await http.Request.ReadFormAsync(stop);
        var command = Read(form, roster.Organisation.Provider);
        if (desk.Check(Organisation.Stream, command, http.Actor()) is { } refusal) return http.Refuse(refusal, Page);
        try
        {
            // What cannot be reached now would shut people out later.
            await metadata.Newer(command.Issuer, stop);
        }
        catch (SignInFailed failed)
        {
            return http.Back(Page, new Sign(Mark.Fail, "Not saved"), failed.Message);
        }

        if (Of(form, "secret") is { Length: > 0 } typed)
        {
            var (value, whyNot) = SecretValue.Read(typed);
            if (value is null) return http.Back(Page, new Sign(Mark.Fail, "Not saved"), whyNot);
            command = command with { SecretVersion = await secret.Keep(value, stop) };
        }

        return await http.Submit(desk, Organisation.Stream, command, Page, $"People sign in with {command.Name} now.");
    }

    // A secret is never sent to an address it was not given for.
    private static ConfigureProvider Read(IFormCollection form, IdentityProvider? before)
    {
        var issuer = Of(form, "issuer");
        var kept = before?.Issuer == issuer && before.ClientId == Of(form, "client") && Of(form, "public") == ""
            ? before.SecretVersion : 0;
        return new ConfigureProvider(
            Of(form, "name"), issuer, Of(form, "client"), kept, Words(form, "scopes"), Of(form, "claim"),
            Words(form, "domains"), Of(form, "only") != "");
    }

    private static async Task<IResult> Remove(
        HttpContext http, Desk desk, ClientSecret secret, CancellationToken stop)
    {
        var answer = await http.Ask(desk, Organisation.Stream, new RemoveProvider());
        if (answer is Answer.Accepted) await secret.Remove(stop);
        return http.Tell(answer, Page, "Nobody signs in with it any more, and what its groups gave has ended.");
    }

    private static async Task<IResult> Submit(
        HttpContext http, Desk desk, Func<IFormCollection, Command> command, string done, CancellationToken stop) =>
        await http.Submit(desk, Organisation.Stream, command(await http.Request.ReadFormAsync(stop)), Page, done);

    private static string Of(IFormCollection form, string field) => form[field].ToString().Trim();

    private static ImmutableArray<string> Words(IFormCollection form, string field) =>
        [.. Of(form, field).Split(Between, StringSplitOptions.RemoveEmptyEntries)];
}

/// <param name="Back">What the provider is told to lead browsers back to.</param>
public sealed record ProviderView(IdentityProvider? Provider, string Back);
