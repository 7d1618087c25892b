using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>The page of removals: where words stand, what was asked for, and the second person's word.</summary>
public static class RemovalPages
{
    private const string Address = "/settings/removals";

    public static void MapRemovalPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Address, (HttpContext http, Roster roster) => Show(http, roster, null));
        app.MapPost($"{Address}/find", Find);
        app.MapPost($"{Address}/ask", Ask);
        app.MapPost($"{Address}/{{number:int}}/confirm", async (HttpContext http, int number, Removing removing) =>
            http.Tell(await removing.Confirm(http.Actor(), number, Asked.Of(http).Next(http), http.RequestAborted), Address,
                "It is gone, here and from every export made from now on."));
        app.MapPost($"{Address}/{{number:int}}/refuse",
            async (HttpContext http, int number, Desk desk, CancellationToken stop) => await http.Submit(
                desk, Removals.Stream,
                new RefuseRemoval(number, (await http.Request.ReadFormAsync(stop))["reason"].ToString()), Address, "It stays."));
    }

    private static IResult Show(
        HttpContext http, Roster roster, IReadOnlyList<FoundPlace>? found, string trouble = "", int status = 200) =>
        !roster.HasAccounts ? SigningIn.NoAccounts
        : http.Page<RemovalsPage, RemovalsPageView>(new RemovalsPageView(
            [.. Sight.Of(http).World.Get<Removals>(Removals.Stream).All.Reverse()], found,
            [.. PeopleSeen.Of(roster).Where(p => p.State == "left" && p.Mail != "")],
            http.May(Permissions.Redact, Scope.Organisation))
        {
            Trouble = trouble,
        }, status, http.Own(Address));

    private static async Task<IResult> Find(HttpContext http, Roster roster, WordSearch search, CancellationToken stop)
    {
        var words = (await http.Request.ReadFormAsync(stop))["words"].ToString();
        return RemovalApi.WhyNot(words) is { } refusal
            ? Show(http, roster, null, refusal.Reason, Answers.StatusOf(refusal.Kind))
            : Show(http, roster, await search.Find(words, stop));
    }

    private static async Task<IResult> Ask(HttpContext http, Roster roster, Removing removing, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        ImmutableArray<string> places = [.. form["place"].OfType<string>()];
        var person = form["person"].ToString() is { Length: > 0 } key ? PersonId.Prefix + key : "";
        var answer = await removing.Ask(http.Actor(), places, person, form["reason"].ToString(), Asked.Of(http).Next(http), stop);
        return answer is Answer.Refused refused
            ? Show(http, roster, null, refused.Refusal.Reason, Answers.StatusOf(refused.Refusal.Kind))
            : http.Tell(answer, Address, "Asked. Somebody else looks at it and confirms.");
    }
}

/// <param name="Found">Where the words stand that were looked for; null where nobody looked.</param>
/// <param name="Left">Who has left and can be forgotten.</param>
public sealed record RemovalsPageView(
    IReadOnlyList<Removal> Removals, IReadOnlyList<FoundPlace>? Found, IReadOnlyList<PersonSeen> Left, bool MayRemove)
{
    public string Trouble { get; init; } = "";
}
