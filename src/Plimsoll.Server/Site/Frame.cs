using Microsoft.AspNetCore.Antiforgery;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site;

/// <summary>Everything a page needs besides what it is about: who looks, how, when, and what was just done.</summary>
/// <param name="Path">
/// Path and query under which this page can be asked for again; not that of a form it answers.
/// </param>
/// <param name="Theme"><c>auto</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="Other">This page with the other choice: stand still, or load itself again.</param>
/// <param name="Paused">The reader has stopped this page from loading itself again.</param>
public sealed record Frame(
    string Path,
    string Other,
    string Theme,
    bool Keys,
    bool Paused,
    string Actor,
    string AntiforgeryField,
    string AntiforgeryToken,
    Toast? Toast,
    House House)
{
    private const string Fragment = "Plimsoll-Fragment";

    /// <summary>Where in the journal the page begins to follow; null where nothing tells it of changes.</summary>
    public long? SeenAt { get; init; }

    /// <summary>The page answers a form, so that its address is not the one it was asked for under.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Who looks, by name; with accounts a person, before them whatever was claimed.</summary>
    public string Name { get; init; } = "";

    /// <summary>Names are proven: people sign in.</summary>
    public bool Accounts { get; init; }

    /// <summary>Whoever looks may ask that texts are removed for ever.</summary>
    public bool MayRemove { get; init; }

    /// <summary>May see how the servers are.</summary>
    public bool MayWatch { get; init; }

    public DateTimeOffset Now => House.Now;

    /// <param name="at">The page's own address, where the request went to a form's.</param>
    public static Frame Of(HttpContext http, string at = "")
    {
        var services = http.RequestServices;
        var tokens = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var path = at == "" ? http.Request.Path : new PathString(at);
        var paused = http.Request.Query["refresh"] == "off";
        return new Frame(
            at == "" ? path + http.Request.QueryString : path.ToString(),
            path + Turned(http.Request.Query, paused),
            Preferences.Theme(http),
            Preferences.Keys(http),
            paused,
            http.Actor(),
            tokens.FormFieldName,
            tokens.RequestToken ?? "",
            // The script asks for the page it shows; the toast is for the page a person goes to.
            http.Request.Headers.ContainsKey(Fragment) ? null : Toasts.Take(http),
            services.GetRequiredService<HouseSource>()(http))
        {
            Name = services.GetRequiredService<Roster>().NameOf(http.Actor()),
            Accounts = services.GetRequiredService<Roster>().HasAccounts,
            MayWatch = http.May(Permissions.Watch, Scope.Organisation),
            MayRemove = http.May(Permissions.Redact, Scope.Organisation),
            SeenAt = http.Features.Get<SeenAt>()?.Position,
            IsAnswer = at != "",
        };
    }

    private static QueryString Turned(IQueryCollection query, bool paused)
    {
        var others = QueryString.Create(query.Where(q => q.Key != "refresh"));
        return paused ? others : others.Add("refresh", "off");
    }
}

/// <summary>The position of the journal before the page looked at the world.</summary>
public sealed record SeenAt(long Position);
