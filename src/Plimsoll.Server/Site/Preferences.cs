namespace Plimsoll.Server.Site;

/// <summary>What one browser likes: theme and keys. Kept in its cookies, changed by small forms of the frame.</summary>
public static class Preferences
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public static string Theme(HttpContext http) =>
        http.Request.Cookies[Cookies.Name(http, "theme")] is ("light" or "dark") and var theme ? theme : "auto";

    public static bool Keys(HttpContext http) => http.Request.Cookies[Cookies.Name(http, "keys")] != "off";

    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapPost("/me/theme", (HttpContext http, CancellationToken stop) =>
            Choose(http, "theme", ["auto", "light", "dark"], stop));
        app.MapPost("/me/keys", (HttpContext http, CancellationToken stop) =>
            Choose(http, "keys", ["on", "off"], stop));
    }

    private static async Task<IResult> Choose(HttpContext http, string what, string[] known, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (!known.Contains(form[what].ToString()))
            return http.Problem(422, $"The {what} is one of {string.Join(", ", known)}", "Nothing was changed.");
        http.Response.Cookies.Append(Cookies.Name(http, what), form[what].ToString(), Cookies.Lasting(http, Kept));
        return Results.LocalRedirect("~" + Pages.Local(form["back"]));
    }
}
