using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Plimsoll.Server.Site;

public static class Pages
{
    /// <summary>Answers with a page: a component with the parameters <c>Frame</c> and <c>View</c>.</summary>
    /// <example><c>app.MapGet("/x", (HttpContext http) => http.Page&lt;XPage, XView&gt;(view));</c></example>
    /// <param name="at">The page's own address, where it answers a form.</param>
    public static IResult Page<TPage, TView>(
        this HttpContext http, TView view, int status = 200, string at = "")
        where TPage : IComponent, IPage<TView> =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?>
        {
            [nameof(IPage<TView>.Frame)] = Frame.Of(http, at),
            [nameof(IPage<TView>.View)] = view,
        })
        {
            StatusCode = status,
        };

    /// <summary>After a form was handled: back to a page of this server, with a toast on it.</summary>
    public static IResult Back(this HttpContext http, string path, Sign sign, string sentence)
    {
        Toasts.Leave(http, new Toast(sign, sentence));
        return Results.LocalRedirect("~" + Local(path));
    }

    /// <summary>Only an address on this server is ever a place to go back to. Browsers skip a tab in it.</summary>
    public static string Local(string? path) =>
        path is "/" or ['/', not '/' and not '\\', ..] && !path.Any(c => c == '\\' || char.IsControl(c)) ? path : "/";
}

/// <summary>A page: shown in a frame, about a view.</summary>
public interface IPage<TView>
{
    Frame Frame { get; set; }

    TView View { get; set; }
}
