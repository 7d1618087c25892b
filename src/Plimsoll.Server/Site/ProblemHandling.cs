using System.Data.Common;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Site;

/// <summary>No answer leaves empty-handed: a missing page, a wrong method and a bug all say what to do next.</summary>
public sealed partial class ProblemHandling(RequestDelegate next, ILogger<ProblemHandling> log)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await Tell(http, e);
            return;
        }

        if (IsBare(http.Response) && Known(http) is { } problem)
            await problem.ExecuteAsync(http);
    }

    private async Task Tell(HttpContext http, Exception exception)
    {
        http.Response.Clear();
        if (Unreadable(http, exception) is { } status)
        {
            await Unread(http, status, exception.Message).ExecuteAsync(http);
            return;
        }

        if (exception is JournalUnusable or DbException)
        {
            LogStore(http.Request.Method, http.Request.Path, exception.Message);
            http.Response.Headers.RetryAfter = "5";
            await Away(http, exception).ExecuteAsync(http);
            return;
        }

        LogFailure(exception, http.Request.Method, http.Request.Path, http.TraceIdentifier);
        await Broken(http).ExecuteAsync(http);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, trace {Trace}")]
    private partial void LogFailure(Exception exception, string method, string path, string trace);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be done: {Why}")]
    private partial void LogStore(string method, string path, string why);

    private static int? Unreadable(HttpContext http, Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException when http.Request.HasFormContentType => 400,
        _ => null,
    };

    private static bool IsBare(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 };

    private static IResult Unread(HttpContext http, int status, string why) => http.Problem(
        status, "This request cannot be read", $"Nothing was changed. {why}", code: "request.unreadable");

    private static IResult Broken(HttpContext http) => http.Problem(
        500, "Plimsoll made a mistake",
        "This request failed inside the server. Accepted facts are safe in the journal; look at the page before you "
        + "send a form again. The server's log holds the details under the trace id.",
        code: "server.failed");

    private static IResult Away(HttpContext http, Exception exception) => http.Problem(
        503, "The journal cannot be used now",
        exception is JournalUnusable ? exception.Message
            : $"What this server keeps cannot be read or written at the moment ({exception.Message}); it goes on trying. Accepted facts are "
            + "safe; look whether it was done before you send it again.",
        code: "store.away");

    private static IResult? Known(HttpContext http) => http.Response.StatusCode switch
    {
        404 => http.Problem(
            404, "There is nothing at this address",
            "It was never there, or its name is spelled another way. The overview leads to everything.",
            code: "page.unknown"),
        405 => http.Problem(
            405, "This address does not take that",
            $"{http.Request.Method} is not possible here. Nothing was changed.",
            code: "method.unknown"),
        var status => http.Problem(status, "Not done", $"The server answered {status}. Nothing was changed."),
    };
}
