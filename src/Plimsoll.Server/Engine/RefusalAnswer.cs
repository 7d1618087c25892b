using Plimsoll.Core.Kernel;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Engine;

/// <summary>A refusal on its way out, without the values of secrets that somebody typed into what was refused.</summary>
internal sealed record RefusalAnswer(int Status, string Title, string Reason, string Code, IReadOnlyList<Blocker> Blockers)
    : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        Blocker[] blockers =
        [
            .. Blockers.Select(b => b with
            {
                Sentence = httpContext.Masked(b.Sentence), Command = httpContext.Masked(b.Command),
            }),
        ];
        return TypedResults.Problem(
            statusCode: Status, title: Title, detail: httpContext.Masked(Reason), type: $"/problems/{Code}",
            extensions: new Dictionary<string, object?> { ["code"] = Code, ["blockers"] = blockers })
            .ExecuteAsync(httpContext);
    }
}
