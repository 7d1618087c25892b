using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Site;

/// <summary>One sentence about what was just done, shown once on the page that follows.</summary>
public sealed record Toast(Sign Sign, string Sentence);

/// <summary>A toast travels in a sealed cookie for a minute; no other program can write one.</summary>
public static class Toasts
{
    private const int LongestSentence = 600;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    public static void Leave(HttpContext http, Toast toast)
    {
        var said = http.Masked(toast.Sentence);
        var sentence = said.Length <= LongestSentence ? said : said[..LongestSentence];
        var text = JsonSerializer.Serialize(toast with { Sentence = sentence });
        http.Response.Cookies.Append(Name(http), Sealer(http).Protect(text, Kept), Cookies.Lasting(http, Kept));
    }

    public static Toast? Take(HttpContext http)
    {
        if (http.Request.Cookies[Name(http)] is not { Length: > 0 } text)
            return null;
        http.Response.Cookies.Delete(Name(http), Cookies.Lasting(http, null));
        try
        {
            return JsonSerializer.Deserialize<Toast>(Sealer(http).Unprotect(text));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static string Name(HttpContext http) => Cookies.Name(http, "toast");

    private static ITimeLimitedDataProtector Sealer(HttpContext http) => http.RequestServices
        .GetRequiredService<IDataProtectionProvider>().CreateProtector("toast").ToTimeLimitedDataProtector();
}
