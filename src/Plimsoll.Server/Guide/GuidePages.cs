using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Guide;

/// <summary>The guide page and its forms.</summary>
public static class GuidePages
{
    private const string Changes = "/guide?show=changes";

    public static void MapGuidePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/guide", (HttpContext http, string? show) =>
            http.Page<GuidePage, GuideView>(GuidePageView.Of(Sight.Of(http), show ?? "")));
        app.MapPost("/guide/check", Check);
        app.MapPost("/guide/apply-guide", Apply);
        app.MapPost("/guide/approve-proposal", (HttpContext http, Desk desk) => http.Submit(
            desk, GuideBook.Stream, new ApproveProposal(http.Request.Form["hash"].ToString()), "/guide",
            "It is approved and in force. New candidates are judged by it."));
        app.MapPost("/guide/withdraw-proposal", (HttpContext http, Desk desk) => http.Submit(
            desk, GuideBook.Stream,
            WithdrawProposal.By(http.Actor(), http.Request.Form["hash"].ToString(), desk.World), Changes,
            "It is withdrawn. The guide in force stays."));
    }

    private static async Task<IResult> Check(HttpContext http, CancellationToken stop)
    {
        var (guide, trouble) = await GuideUpload.Of(http, stop);
        return guide is null
            ? http.Back("/guide?show=check", new Sign(Mark.Fail, "Not checked"), trouble)
            : http.Page<GuidePage, GuideView>(CheckedGuides.Of(Sight.Of(http), guide), at: "/guide");
    }

    private static async Task<IResult> Apply(HttpContext http, Desk desk, CancellationToken stop)
    {
        var (guide, trouble) = await GuideUpload.Of(http, stop);
        if (guide is null) return http.Back("/guide?show=check", new Sign(Mark.Fail, "Not applied"), trouble);
        var command = GuideChange.Of(guide).CommandFor(desk.World.Get<GuideBook>(GuideBook.Stream));
        return command is ProposePlaybook
            ? await http.Submit(desk, GuideBook.Stream, command, Changes, "It is proposed. Somebody else approves it.")
            : await http.Submit(
                desk, GuideBook.Stream, command, "/guide", "It is applied. New candidates are judged by it.");
    }
}
