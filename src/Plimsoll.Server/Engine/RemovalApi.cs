using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Removing texts and names over HTTP: found, asked for by one, confirmed by another.</summary>
public static class RemovalApi
{
    public const int FewestLetters = 3;

    public static void MapRemovalApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/journal/find", async (FindBody body, WordSearch search, CancellationToken stop) =>
            WhyNot(body.Words) is { } refusal ? Answers.Problem(refusal)
                : Results.Ok((await search.Find(body.Words, stop)).Select(
                    f => new FoundView(f.Place, f.What, f.About, f.At)))).Produces<FoundView[]>();
        var removals = api.MapGroup("/journal/removals");
        removals.MapGet("", (Sight sight) => sight.World.Get<Removals>(Removals.Stream).All.Reverse().Select(View));
        removals.MapPost("/ask", async (HttpContext http, RemovalBody body, Removing removing, Roster roster) =>
            (await removing.Ask(http.Actor(), body.Places ?? [], body.Person == "" ? "" : roster.IdOf(body.Person),
                body.Reason, Asked.Of(http).Next(http), http.RequestAborted)).ToHttp(http));
        removals.MapPost("/{number:int}/confirm", async (HttpContext http, int number, Removing removing) =>
            (await removing.Confirm(http.Actor(), number, Asked.Of(http).Next(http), http.RequestAborted)).ToHttp(http));
        removals.MapPost("/{number:int}/refuse", (HttpContext http, int number, ReasonBody body, Desk desk) =>
            http.Send(desk, Removals.Stream, new RefuseRemoval(number, body.Reason)));
    }

    internal static Refusal? WhyNot(string words) => words.Trim().Length >= FewestLetters ? null
        : Refusal.Invalid($"Give at least {FewestLetters} letters of what is looked for, written as it was.");

    internal static RemovalView View(Removal removal) => new(
        removal.Number, removal.Places, removal.Person, removal.Reason, removal.AskedBy, removal.AskedAt,
        removal.Status.ToString().ToLowerInvariant(), removal.AnsweredBy);
}
