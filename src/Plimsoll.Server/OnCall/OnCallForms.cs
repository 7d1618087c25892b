using Plimsoll.Core.OnCall;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.OnCall;

/// <summary>The button of a page that nobody has answered, on every page of the site.</summary>
public static class OnCallForms
{
    public static void MapOnCallForms(this IEndpointRouteBuilder app) =>
        app.MapPost("/pages/{id}/acknowledge", async (HttpContext http, string id, Desk desk) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var answer = await http.Ask(desk, Page.StreamOf(id), new AcknowledgePage(http.Actor()));
            return http.Tell(answer, Pages.Local(form["back"]), Has(desk.World.Get<Page>(Page.StreamOf(id)), http.Actor()));
        });

    // Of two who press it, the second has changed nothing.
    private static string Has(Page page, string who) => page.AcknowledgedBy == who
        ? "You have it; nobody else is called." : $"{page.AcknowledgedBy} has it already; nobody else is called.";

    internal static string PathOf(string page) => $"/pages/{Uri.EscapeDataString(page)}/acknowledge";
}
