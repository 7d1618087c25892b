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
            return await http.Submit(desk, Page.StreamOf(id), new AcknowledgePage(http.Actor()),
                Pages.Local(form["back"]), "You have it; nobody else is called.");
        });

    internal static string PathOf(string page) => $"/pages/{Uri.EscapeDataString(page)}/acknowledge";
}
