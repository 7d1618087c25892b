using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Plimsoll.Core.Access;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Signing in with the provider: there, back, and out.</summary>
public static class ProviderSignIn
{
    public const string BackPath = "/sign-in/back";

    /// <summary>What the provider is told to lead browsers back to.</summary>
    internal static string BackTo(HttpContext http) => $"{http.Here()}{BackPath}";

    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly SemaphoreSlim Turns = new(AtOnce, AtOnce);

    public static void MapProviderSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in/with", Begin).AllowAnonymous();
        app.MapPost("/sign-in/with", BeginInvited).AllowAnonymous();
        app.MapGet(BackPath, Back).AllowAnonymous();
    }

    private static async Task<IResult> Begin(
        HttpContext http, string? to, Roster roster, Tickets tickets, OpenIdClient client, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        if (roster.Organisation.Provider is not { } provider) return NoProvider;
        try
        {
            var ticket = tickets.Begin(http, provider.Issuer, Pages.Local(to));
            return Results.Redirect(await client.AddressOf(provider, ticket, stop));
        }
        catch (SignInFailed failed)
        {
            return Failed(http, failed, StatusCodes.Status502BadGateway);
        }
    }

    /// <summary>Ties an account to whom an invitation is for: only from a form of ours.</summary>
    /// <remarks>By a link, somebody else could tie it to a person of their choice.</remarks>
    private static async Task<IResult> BeginInvited(
        HttpContext http, Roster roster, Tickets tickets, OpenIdClient client, CancellationToken stop)
    {
        if (roster.Organisation.Provider is not { } provider) return NoProvider;
        if (!await http.IsOurForm()) return Refusals.NoForm;
        var invitation = (await http.Request.ReadFormAsync(stop))["invitation"].ToString();
        if (invitation == "") return Refusals.NotSignedIn;
        return await GoOn(http, provider, tickets.Begin(http, provider.Issuer, "/", invitation), client, stop);
    }

    /// <summary>On to the provider from a form; not a redirect: browsers follow one to this server only.</summary>
    internal static async Task<IResult> GoOn(
        HttpContext http, IdentityProvider provider, Ticket ticket, OpenIdClient client, CancellationToken stop)
    {
        try
        {
            return new RazorComponentResult<OpenedPage>(new
            {
                To = await client.AddressOf(provider, ticket, stop), Theme = Preferences.Theme(http),
                Title = $"On to {provider.Name}", Text = "You prove there who you are, and come back.",
            });
        }
        catch (SignInFailed failed)
        {
            return Failed(http, failed, StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<IResult> Back(
        HttpContext http, Roster roster, Tickets tickets, OpenIdClient client, OutsideAccounts outside,
        Sessions sessions, CancellationToken stop)
    {
        if (roster.Organisation.Provider is not { } provider) return NoProvider;
        var answer = new OpenIdConnectMessage(http.Request.Query.Select(
            q => KeyValuePair.Create(q.Key, q.Value.Select(v => v ?? "").ToArray())));
        if (tickets.Take(http, answer.State ?? "") is not { } ticket || ticket.Issuer != provider.Issuer)
            return NotSignedIn(NotBegun(provider)).Answer(http, StatusCodes.Status403Forbidden);
        if (!await Turns.WaitAsync(Patience, stop))
            return NotSignedIn("Too many sign in at once. Sign in again.")
                .Answer(http, StatusCodes.Status503ServiceUnavailable);
        try
        {
            var claims = await client.Finish(provider, ticket, answer, stop);
            var person = await outside.PersonOf(claims, ticket, stop);
            http.LetIn(sessions, person, provider.Issuer);
            // Not a redirect: the provider's site began this, and a browser would keep the new cookie back.
            return new RazorComponentResult<OpenedPage>(new
            {
                To = ticket.To, Theme = Preferences.Theme(http), Text = "This browser is let in for 12 hours.",
            });
        }
        catch (SignInFailed failed)
        {
            return Failed(http, failed, StatusCodes.Status403Forbidden);
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>Signed out here; a link signs out there, where the provider offers it.</summary>
    internal static async Task<IResult> SignedOut(HttpContext http, IdentityProvider provider, CancellationToken stop)
    {
        var client = http.RequestServices.GetRequiredService<OpenIdClient>();
        try
        {
            var away = await client.EndOf(provider, $"{http.Here()}/sign-in", stop);
            if (away == "") return Results.LocalRedirect("~/");
            return (new DoorView("Signed out", "", "", [])
            {
                Lead = $"This browser is signed out of Plimsoll. It may still be signed in at {provider.Name}.",
                AwayTo = away, AwayText = $"Sign out at {provider.Name} too",
                LinkTo = "/sign-in", LinkText = "Sign in again",
            }).Answer(http);
        }
        catch (SignInFailed)
        {
            // The provider is away; here it is done.
            return Results.LocalRedirect("~/");
        }
    }

    // Somebody else's answer in this browser would sign its owner in as them.
    private static string NotBegun(IdentityProvider provider) =>
        $"This browser has not begun this sign-in, or has come back with it before, or after more than "
        + $"{Tickets.Lifetime.TotalMinutes:0} minutes. Nothing was asked of {provider.Name}. "
        + "Begin at the sign-in page.";

    private static IResult Failed(HttpContext http, SignInFailed failed, int status)
    {
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSignIn))
            .LogWarning(
                "Sign-in with the provider failed: {Why} {Cause}",
                failed.Message, failed.InnerException?.Message ?? "");
        return NotSignedIn(failed.Message).Answer(http, status);
    }

    private static DoorView NotSignedIn(string why) => new("Not signed in", "", "", [])
    {
        Lead = why, LinkTo = "/sign-in", LinkText = "Go to the sign-in page",
    };

    internal static Problem NoProvider { get; } = new(
        404, "There is no provider to sign in with",
        "None is set; people sign in with their passwords. An administrator sets one under Settings, Sign-in, or with "
        + "`plimsoll provider set`.")
    {
        Code = "access.no-provider",
    };
}
