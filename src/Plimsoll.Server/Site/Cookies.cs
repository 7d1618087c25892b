using System.Globalization;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site;

public static class Cookies
{
    /// <summary>
    /// Ports of one machine share their cookies, so the name carries the port. Over TLS it has a prefix with which a
    /// browser takes it over TLS only: from this very host at the root, else under this path.
    /// </summary>
    public static string Name(HttpContext http, string what) =>
        !http.IsFromOutside()
            ? string.Create(CultureInfo.InvariantCulture, $"plimsoll-{what}-{http.Connection.LocalPort}")
        : http.Request.PathBase.HasValue ? $"__Secure-plimsoll-{what}" : $"__Host-plimsoll-{what}";

    /// <summary>No script reads it, no other site sends it. Secure but on loopback, which speaks plain HTTP.</summary>
    public static CookieOptions Lasting(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
        IsEssential = true,
        MaxAge = age,
    };
}

/// <summary>The half of a form's proof that the browser keeps; named and guarded as the others are.</summary>
internal sealed class FormCookie(IHttpContextAccessor requests) : CookieBuilder
{
    public override string? Name
    {
        get => requests.HttpContext is { } http ? Cookies.Name(http, "form") : "plimsoll-form";
        set => throw new NotSupportedException("The name goes by the request.");
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom) => Cookies.Lasting(context, null);
}
