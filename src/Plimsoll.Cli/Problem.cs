using System.Collections.Immutable;
using System.Text.Json;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>An answer of RFC 9457 with the server's sentence, its code, and everything that blocks.</summary>
internal sealed record Problem(string? Title, string? Detail, string? Code, ImmutableArray<BlockerView>? Blockers)
{
    /// <summary>What to type next, where the server says so.</summary>
    public string? Command { get; init; }

    private const int LongestExcerpt = 300;

    public static async Task<Failure> ToFailure(HttpResponseMessage answer, ServerPlace place, CancellationToken stop)
    {
        var status = (int)answer.StatusCode;
        var body = await Body(answer, stop);
        var problem = Parse(body);
        if (status is 401 or 403 && problem is { Command: "plimsoll signin", Detail: { } why })
            return new Failure(ExitCodes.NotAllowed, why, fix: problem.Command) { Code = problem.Code ?? "" };
        if (status == 401) return NotSignedIn(place);
        if (problem is null) return Foreign(status, body, place);
        var code = problem.Code ?? "";
        var what = problem.Detail ?? problem.Title ?? $"The server answered {status}.";
        return new Failure(ExitCodes.Of(code, status), what, fix: code == "store.away" ? StoreBack : "")
        {
            Code = code,
            Blockers = problem.Blockers ?? [],
            Unreachable = status == 503,
        };
    }

    /// <summary>What to do where a server has no way to what it keeps.</summary>
    public const string StoreBack = "See that its database runs and is reached from the server's machine, whose log says "
        + "more; it goes on by itself then.";

    /// <summary>It is reached and says nothing.</summary>
    public static Failure Silent(ServerPlace place, TimeSpan waited) => new(
        ExitCodes.Failed, $"{place.Address} did not answer within {waited.TotalSeconds:0} s.",
        "It waits for its database, or its machine is overloaded.", StoreBack) { Unreachable = true };

    public static Failure Unreachable(ServerPlace place, string why) => new(
        ExitCodes.Failed, $"Cannot reach Plimsoll at {place.Address}: {why}",
        $"The address comes from {place.From}; the server may have stopped.",
        "Start it with `./run` in Plimsoll's folder, or look with `plimsoll doctor`.") { Unreachable = true };

    /// <summary>The one way of not being reached in which the server is up and the answer is another setting.</summary>
    public static Failure Unreachable(ServerPlace place, HttpRequestException why) =>
        why.InnerException is not System.Security.Authentication.AuthenticationException shown
            ? Unreachable(place, why.Message)
            : new Failure(ExitCodes.Failed, $"The certificate of {place.Address} is not trusted: {shown.Message}",
                $"The address comes from {place.From}.",
                "Where a company signs its own certificates, add --ca-file FILE with its authority's.") { Unreachable = true };

    public static Failure NotPlimsoll(ServerPlace place, string why) => new(
        ExitCodes.Failed, $"{place.Address} did not answer as this version of Plimsoll does: {Plain.Text(why)}",
        $"The address comes from {place.From}.",
        "Check the address, and that server and command line have the same version: `plimsoll doctor`.");

    private static Failure NotSignedIn(ServerPlace place) => new(
        ExitCodes.NotAllowed, $"{place.Address} does not know this token.",
        place.Token == ""
            ? $"No token was sent: none belongs to the address from {place.From}."
            : $"The address comes from {place.From}.",
        "Add --token-file FILE with the file `token` of the server's data folder.") { Code = "unauthorized" };

    private static Failure Foreign(int status, string body, ServerPlace place) => new(
        ExitCodes.Of("", status), $"{place.Address} answered {status} without saying why.",
        Plain.Text(body.Length > LongestExcerpt ? body[..LongestExcerpt] + "…" : body),
        status >= 500 ? "Look into the server's log." : "Check that this is Plimsoll's address: `plimsoll doctor`.")
    { Unreachable = status is 502 or 503 or 504 };

    private static async Task<string> Body(HttpResponseMessage answer, CancellationToken stop)
    {
        try
        {
            return await answer.Content.ReadAsStringAsync(stop);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return "";
        }
    }

    private static Problem? Parse(string body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(body, Wire.Partly<Problem>());
            return problem is { Title: null, Detail: null } ? null : problem;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
