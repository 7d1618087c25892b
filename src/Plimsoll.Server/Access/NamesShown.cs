using System.Text.Encodings.Web;

namespace Plimsoll.Server.Access;

/// <summary>Where ids become names: pages and answers say who it was, facts and exports do not.</summary>
/// <remarks>
/// One place for all of them, so that no page can forget it and nothing of a person lies in a fact, a sentence of
/// Core or a cache. Streams and files go through untouched.
/// </remarks>
public sealed class NamesShown(RequestDelegate next, Roster roster)
{
    public Task Invoke(HttpContext http) => !roster.HasAccounts ? next(http) : HeldAnswer.Change(
        http, next, text => roster.Show(text, EncoderFor(http.Response).Encode),
        "text/html", "application/json", "application/problem+json");

    private static TextEncoder EncoderFor(HttpResponse response) =>
        response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true
            ? JavaScriptEncoder.Default : HtmlEncoder.Default;
}
