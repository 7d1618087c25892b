using Microsoft.AspNetCore.Antiforgery;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site;

/// <summary>Everything a page needs besides what it is about: who looks, how, when, and what was just done.</summary>
/// <param name="Path">Path and query of this page, where small forms of the frame come back to.</param>
/// <param name="Theme"><c>auto</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="Paused">The reader has stopped this page from refreshing itself.</param>
public sealed record Frame(
    string Path,
    string Theme,
    bool Keys,
    bool Paused,
    string Actor,
    string AntiforgeryField,
    string AntiforgeryToken,
    Toast? Toast,
    House House)
{
    public DateTimeOffset Now => House.Now;

    public string Pathname => Path.Split('?')[0];

    public static Frame Of(HttpContext http)
    {
        var services = http.RequestServices;
        var tokens = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var path = http.Request.PathBase + http.Request.Path;
        return new Frame(
            path + http.Request.QueryString,
            Preferences.Theme(http),
            Preferences.Keys(http),
            http.Request.Query["refresh"] == "off",
            http.Actor(),
            tokens.FormFieldName,
            tokens.RequestToken ?? "",
            Toasts.Take(http),
            services.GetRequiredService<HouseSource>()(http));
    }
}
