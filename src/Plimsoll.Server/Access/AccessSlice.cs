using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Plimsoll.Files.Api;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

public static class AccessSlice
{
    /// <summary>Token, sessions and form keys in <paramref name="dataFolder"/>; made at the first start.</summary>
    /// <param name="machineTime">Real time, also while the demo moves business time.</param>
    /// <param name="outside">Left out: nobody comes from outside.</param>
    public static IServiceCollection AddAccess(
        this IServiceCollection services, string dataFolder, TimeProvider? machineTime = null, OutsideAddress? outside = null)
    {
        var folder = new AccessFolder(dataFolder);
        var time = machineTime ?? TimeProvider.System;
        services.AddSingleton(folder);
        services.AddSingleton(outside ?? new OutsideAddress(""));
        services.AddSingleton(new Links(time));
        services.AddSingleton(found => new Sessions(found.GetService<ISessionStore>() ?? new SessionFile(folder), time));
        services.AddSingleton(found => new Roster(found.GetService<Feed>(), found.GetService<People>()));
        services.AddSingleton(found => new ApiKeys(found.GetService<TokenTable>(), time));
        services.AddSingleton<Recognition>().AddSingleton<Admission>();
        services.AddSingleton(new MachineTime(time));
        services.AddDataProtection().SetApplicationName("plimsoll").PersistKeysToFileSystem(folder.Keys);
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, requests) =>
        {
            options.FormFieldName = "formKey";
            options.HeaderName = "Plimsoll-Form-Key";
            options.Cookie = new FormCookie(requests);
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>Accounts, where there is a journal beside which they are kept.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, TimeProvider? machineTime = null)
    {
        var time = machineTime ?? TimeProvider.System;
        services.AddSingleton<People>().AddSingleton<AccountTable>().AddSingleton<TokenTable>();
        services.AddSingleton<Passwords>().AddSingleton<Accounts>().AddSingleton<WhereReached>();
        services.AddSingleton<IdentityTable>().AddSingleton<OutsideAccounts>().AddSingleton<Tickets>();
        services.AddSingleton(found => new ProviderWay(found.GetRequiredService<WayOut>(), time));
        services.AddSingleton(found => new ProviderMetadata(found.GetRequiredService<ProviderWay>(), time));
        services.AddSingleton(found => new IdTokens(found.GetRequiredService<ProviderMetadata>(), time));
        services.AddSingleton<ClientSecret>().AddSingleton<OpenIdClient>().AddSingleton<ProviderOrders>();
        services.AddSingleton(new SignInLimits(time)).AddSingleton(new FirstLinks(time));
        return services.AddSingleton(new DeviceCodes(time));
    }

    /// <summary>Pages and addresses of accounts; refused with words while there are none.</summary>
    public static void MapAccounts(this WebApplication app, IEndpointRouteBuilder api)
    {
        app.MapSigningIn();
        app.MapProviderSignIn();
        app.MapJoining();
        app.MapDeviceSignIn();
        app.MapSettings();
        app.MapOwnSettings();
        app.MapProviderSettings();
        app.MapRemovalPages();
        api.MapAccessApi();
    }

    /// <summary>Right after <c>MapSite</c>: from here on nothing runs for who is not let in.</summary>
    public static void MapAccess(this WebApplication app)
    {
        app.UseMiddleware<FrontDoor>();
        app.UseMiddleware<NamesShown>();
        app.UseMiddleware<Guard>();
        app.MapGet(Guard.Live, () => Results.Text("alive\n")).AllowAnonymous();
        app.MapPost("/api/v1/access/link", MakeLink).Produces<LinkView>();
        app.MapGet("/open/{code}", Open).AllowAnonymous();
        app.MapPost("/me/act-as", ActAs);
        app.MapPost("/me/end-session", EndSession);
    }

    private static IResult MakeLink(HttpContext http, Links links, Roster roster) => roster.HasAccounts
        ? http.Problem(409, "People sign in here",
            "No link was made: this server has accounts. Open its address and sign in.", code: "access.accounts")
        : Results.Json(new LinkView(
            $"{http.Here()}/open/{links.Make()}", (int)Links.Lifetime.TotalSeconds));

    // A page that goes on by itself, not a redirect: after a redirect that another site began, browsers keep a
    // SameSite=Strict cookie back, and the person would stand before the door again.
    private static IResult Open(HttpContext http, string code, string? to, Links links, Sessions sessions, Roster roster)
    {
        if (IsPeek(http.Request) || roster.HasAccounts || !links.Take(code))
            return LinkIsSpent;
        var id = sessions.Begin(http.IsKnown() ? http.Actor() : Environment.UserName);
        http.Response.Cookies.Append(Cookies.Name(http, "session"), id, Cookies.Lasting(http, Sessions.Lifetime));
        return new RazorComponentResult<OpenedPage>(new { To = Pages.Local(to), Theme = Preferences.Theme(http) });
    }

    // A browser that looks ahead must not use up the code before the person clicks.
    private static bool IsPeek(HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);

    private static async Task<IResult> ActAs(
        HttpContext http, Sessions sessions, Roster roster, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (roster.HasAccounts)
            return Refusals.NameNotNeeded(roster.NameOf(http.Actor()));
        if (!Names.TryRead(form["actor"], out var name))
            return http.Problem(422, "That cannot be a name", $"Not changed. {Names.Rule}", code: "access.not-a-name");
        sessions.ActAs(http.SessionKey(), name);
        var sentence = $"You act as {name} now: claimed, not proven.";
        return http.Back(Pages.Local(form["back"]), new Sign(Mark.Ok, "Done"), sentence);
    }

    private static async Task<IResult> EndSession(
        HttpContext http, Sessions sessions, Roster roster, CancellationToken stop)
    {
        var issuer = sessions.Of(http.SessionKey())?.Issuer ?? "";
        sessions.End(http.SessionKey());
        return issuer != "" && roster.Organisation.Provider is { } provider
            ? await ProviderSignIn.SignedOut(http.Forget(), provider, stop)
            : http.Leave();
    }

    /// <summary>The browser forgets the session, and what it kept of pages.</summary>
    internal static IResult Leave(this HttpContext http)
    {
        http.Forget();
        return Results.LocalRedirect("~/");
    }

    private static HttpContext Forget(this HttpContext http)
    {
        http.Response.Cookies.Delete(Cookies.Name(http, "session"), Cookies.Lasting(http, null));
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return http;
    }

    private static readonly Problem LinkIsSpent = new(
        401, "This link is spent",
        "A link works once and for ten minutes. Ask for a new one on the machine Plimsoll runs on.",
        "plimsoll open")
    {
        Code = "access.link-spent",
    };
}
