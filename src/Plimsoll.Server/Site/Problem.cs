using Microsoft.AspNetCore.Http.HttpResults;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Site;

/// <summary>What was not done, why, and what to do next; a page for people, problem+json for programs.</summary>
/// <param name="Command">What to type next; empty where there is nothing to type.</param>
public sealed record Problem(int Status, string Title, string Detail, string Command = "", string TraceId = "")
    : IResult
{
    /// <summary>Stable, for machines.</summary>
    public string Code { get; init; } = "";

    /// <summary>The same address, for who came by another site's link; empty where that cannot be the reason.</summary>
    public string Again { get; init; } = "";

    public Task ExecuteAsync(HttpContext httpContext) =>
        Masked(httpContext) is var said && WantsPage(httpContext.Request) ? said.Page(httpContext) : said.Json(httpContext);

    public static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private Problem Masked(HttpContext http) => this with
    {
        Title = http.Masked(Title), Detail = http.Masked(Detail), Command = http.Masked(Command),
    };

    private Task Page(HttpContext http) => FrameFor(http) is { } frame
        ? Answer<ProblemPage>(new() { ["Problem"] = this, ["Frame"] = frame }).ExecuteAsync(http)
        : Answer<PlainProblemPage>(new() { ["Problem"] = this, ["Theme"] = Preferences.Theme(http) })
            .ExecuteAsync(http);

    private RazorComponentResult Answer<TPage>(Dictionary<string, object?> parameters) =>
        new(typeof(TPage), parameters) { StatusCode = Status };

    // Who is not known sees no frame; and when the house itself is broken, telling so must not need it.
    private Frame? FrameFor(HttpContext http) => http.IsKnown() && Status < 500 && http.May(Permissions.See, Scope.Anywhere)
        ? Site.Frame.Of(http, HttpMethods.IsGet(http.Request.Method) ? "" : "/") : null;

    private Task Json(HttpContext http)
    {
        var extra = new Dictionary<string, object?>();
        if (Code.Length > 0)
            extra["code"] = Code;
        if (Command.Length > 0)
            extra["command"] = Command;
        if (TraceId.Length > 0)
            extra["traceId"] = TraceId;
        return Results.Problem(Detail, http.Masked(http.Request.Path), Status, Title, extensions: extra).ExecuteAsync(http);
    }
}

public static class Problems
{
    public static IResult Problem(
        this HttpContext http, int status, string title, string detail, string command = "", string code = "") =>
        new Problem(status, title, detail, command, status >= 500 ? http.TraceIdentifier : "") { Code = code };
}
