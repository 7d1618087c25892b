using Microsoft.AspNetCore.Http.HttpResults;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Engine;

/// <summary>The one place where a refusal becomes an HTTP answer (RFC 9457).</summary>
public static class Answers
{
    /// <summary>Where an answer stands in the journal; a reader that has to see it asks with it.</summary>
    public const string PositionHeader = "Plimsoll-Position";

    public static IResult ToHttp(this Answer answer, HttpContext http) => answer switch
    {
        Answer.Accepted accepted => Accepted(accepted, http),
        Answer.Refused refused => Problem(refused.Refusal),
        Answer.NotTaken not => new RefusalAnswer(
            StatusCodes.Status503ServiceUnavailable, "Not written", not.Reason, "not-written", []),
        _ => throw new InvalidOperationException($"No HTTP answer for {answer.GetType().Name}."),
    };

    public static IResult Problem(Refusal refusal) => new RefusalAnswer(
        StatusOf(refusal.Kind), TitleOf(refusal.Kind), refusal.Reason, CodeOf(refusal.Kind), refusal.Blockers);

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status409Conflict,
    };

    private static Ok<Accepted> Accepted(Answer.Accepted accepted, HttpContext http)
    {
        http.Response.Headers[PositionHeader] = $"{accepted.Position}";
        return TypedResults.Ok(new Accepted(accepted.Position, accepted.Version));
    }

    private static string TitleOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => "Not found",
        RefusalKind.Invalid => "Not valid",
        RefusalKind.Forbidden => "Not allowed",
        RefusalKind.Blocked => "Blocked",
        RefusalKind.TooLate => "Too late",
        _ => "Conflict",
    };

    private static string CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => "not-found",
        RefusalKind.TooLate => "too-late",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

/// <summary>The body of an accepted command.</summary>
public sealed record Accepted(long Position, long Version);
