using System.Globalization;

namespace Plimsoll.Server.Site;

public static class Cookies
{
    /// <summary>Ports of one machine share their cookies, so the name carries the port.</summary>
    public static string Name(HttpContext http, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"plimsoll-{what}-{http.Connection.LocalPort}");

    /// <summary>No script reads it, no other site sends it. Not Secure: loopback speaks plain HTTP.</summary>
    public static CookieOptions Lasting(TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
        MaxAge = age,
    };
}
