using System.Text;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;
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
        var (name, content) = await Brought(http, stop);
        return content.Length == 0
            ? http.Back("/guide?show=check", new Sign(Mark.Fail, "Not checked"),
                "Nothing is there: paste a guide or choose a file.")
            : http.Page<GuidePage, GuideView>(
                CheckedGuides.Of(Sight.Of(http), GuideChange.Of(new ApplyGuide(name, content))), at: "/guide");
    }

    private static async Task<IResult> Apply(HttpContext http, Desk desk, CancellationToken stop)
    {
        var (name, content) = await Brought(http, stop);
        var book = desk.World.Get<GuideBook>(GuideBook.Stream);
        var command = GuideChange.Of(new ApplyGuide(name, content)).CommandFor(book);
        return command is ProposePlaybook
            ? await http.Submit(desk, GuideBook.Stream, command, Changes, "It is proposed. Somebody else approves it.")
            : await http.Submit(
                desk, GuideBook.Stream, command, "/guide", "It is applied. New candidates are judged by it.");
    }

    // A file wins over what stands in the field; a field sends its line ends as CRLF.
    private static async Task<(string Name, byte[] Content)> Brought(HttpContext http, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return (Named(form["name"].ToString()),
                Encoding.UTF8.GetBytes(form["text"].ToString().ReplaceLineEndings("\n")));
        using var bytes = new MemoryStream();
        await using var from = file.OpenReadStream();
        // One byte more than is read shows the compiler that it is too long.
        var left = GuideCompiler.MostBytes + 1;
        var buffer = new byte[81920];
        while (await from.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), stop) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            left -= count;
        }

        return (Named(Path.GetFileName(file.FileName)), bytes.ToArray());
    }

    private static string Named(string name) => name.Trim() is { Length: > 0 and <= 200 } said ? said : "guide.md";
}
