using Microsoft.AspNetCore.Http.HttpResults;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.OnCall;

/// <summary>The page behind the link of a message: the link is the proof, on any phone, without a session.</summary>
public static class Acknowledging
{
    private const string Route = "/ack/{page}/{who}/{token}";

    public static void MapAcknowledging(this IEndpointRouteBuilder app)
    {
        // Mail scanners open every link: reading changes nothing.
        app.MapGet(Route, Show).AllowAnonymous().FromOutside();
        app.MapPost(Route, Acknowledge).AllowAnonymous().FromOutside();
    }

    private static IResult Show(
        HttpContext http, string page, string who, string token, Desk desk, AcknowledgeLinks links,
        Reaching reaching)
    {
        who = Whole(who);
        var found = desk.World.Get<Page>(Page.StreamOf(page));
        if (!links.Proves(page, who, token) || !found.Exists || !reaching.Reaches(found, who)) return NoSuchLink(http);
        var view = AcknowledgeView.Of(found, who, desk.Now);
        return new RazorComponentResult<AcknowledgePageView>(new { View = view, Theme = Preferences.Theme(http) });
    }

    private static async Task<IResult> Acknowledge(
        HttpContext http, string page, string who, string token, Desk desk, AcknowledgeLinks links,
        Reaching reaching)
    {
        who = Whole(who);
        if (!links.Proves(page, who, token) || !reaching.Reaches(desk.World.Get<Page>(Page.StreamOf(page)), who)) return NoSuchLink(http);
        // A name with a colon could speak for Plimsoll itself.
        var actor = who.Replace(':', ' ');
        var answer = await desk.Send(Page.StreamOf(page), new AcknowledgePage(who), actor, http.RequestAborted);
        return answer is Answer.NotTaken not
            ? http.Problem(503, "Not acknowledged yet", $"{not.Reason} Try again in a moment.")
            : Results.LocalRedirect("~" + AcknowledgeLinks.PathOf(page, who, token));
    }

    // An address is taken apart before it is unescaped, all but this one character.
    private static string Whole(string who) => who.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static IResult NoSuchLink(HttpContext http) => http.Problem(
        404, "This link opens no page",
        "Nothing was done. The mail program may have cut it in two: open it whole, or type this where Plimsoll runs.",
        "plimsoll oncall pages", "oncall.no-such-link");
}
