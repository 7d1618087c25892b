using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Guide;

/// <summary>The API around a change of the guide: apply or propose, approve, withdraw; each answers with its
/// effect.</summary>
internal static class GuideProposals
{
    public static void MapGuideProposals(this IEndpointRouteBuilder api)
    {
        api.MapGet("/guide/proposals", (Desk desk) => desk.World.Get<GuideBook>(GuideBook.Stream) is var book
            ? Results.Ok(book.Proposals.Values.OrderBy(one => one.At).Select(one => new ProposalView(
                one.Playbook.Hash, one.Playbook.Guide, one.By, one.At, GuideChange.EffectOf(book, one.Playbook))))
            : Results.NotFound()).Produces<ProposalView[]>();
        api.MapPost("/guide/approve", (ProposalBody body, Desk desk, HttpContext http) =>
            http.Settle(desk, body.Hash, new ApproveProposal(body.Hash))).Produces<GuideChangeView>();
        api.MapPost("/guide/withdraw", (ProposalBody body, Desk desk, HttpContext http) =>
            http.Settle(desk, body.Hash, WithdrawProposal.By(http.Actor(), body.Hash, desk.World))).Produces<GuideChangeView>();
    }

    public static Task<IResult> Change(this HttpContext http, Desk desk, GuideChange change)
    {
        var book = desk.World.Get<GuideBook>(GuideBook.Stream);
        return http.Tell(desk, book, change.CommandFor(book), change.Compilation.Playbook.Hash, change.Compilation.Playbook);
    }

    private static Task<IResult> Settle(this HttpContext http, Desk desk, string hash, Command command)
    {
        var book = desk.World.Get<GuideBook>(GuideBook.Stream);
        // Approved by this very request before, it is no proposal any more.
        return http.Tell(desk, book, command, hash, book.ProposalOf(hash)?.Playbook ?? book.Named(hash));
    }

    private static async Task<IResult> Tell(
        this HttpContext http, Desk desk, GuideBook before, Command command, string hash, Playbook? playbook)
    {
        var answer = await http.Ask(desk, GuideBook.Stream, command);
        if (answer is not Answer.Accepted accepted) return answer.ToHttp(http);
        http.Response.Headers[Answers.PositionHeader] = $"{accepted.Position}";
        var proposed = desk.World.Get<GuideBook>(GuideBook.Stream).ProposalOf(playbook?.Hash ?? hash) is not null;
        return Results.Ok(new GuideChangeView(
            accepted.Position, accepted.Version, playbook?.Hash ?? hash, proposed,
            playbook is null || accepted.Replays is not null ? [] : GuideChange.EffectOf(before, playbook),
            proposed ? GuideChange.Approvers(http.Actor()) : ""));
    }
}
