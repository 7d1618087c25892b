using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Lets in who shows the token or a session's cookie; a session that changes something shows a form.</summary>
public sealed class Guard(RequestDelegate next, AccessFolder folder, Sessions sessions, IAntiforgery antiforgery)
{
    private const string ActsAs = "Plimsoll-As";

    public async Task Invoke(HttpContext http)
    {
        var open = http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var (caller, refusal) = Recognise(http);
        if (caller is not null)
            Admit(http, caller);
        if (refusal is null && caller is null && !open)
            refusal = Unknown(http.Request);
        if (refusal is null && caller is { Way: Way.Session } && FrontDoor.Changes(http.Request.Method))
            refusal = await HasOurForm(http) ? null : NoForm;

        await (refusal is null || open ? next(http) : refusal.ExecuteAsync(http));
    }

    private async Task<bool> HasOurForm(HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return false; // The form itself could not be read.
        }
    }

    private (Caller?, Problem?) Recognise(HttpContext http)
    {
        if (http.Request.Headers.Authorization is { Count: > 0 } shown)
            return ByToken(http, shown.ToString());
        var id = http.Request.Cookies[Cookies.Name(http, "session")];
        return id is { Length: > 0 } && sessions.Find(id) is { } session
            ? (new Caller(Way.Session, session.Actor, session.Key), null)
            : (null, null);
    }

    private (Caller?, Problem?) ByToken(HttpContext http, string shown)
    {
        if (!shown.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || !folder.IsToken(shown[7..].Trim()))
            return (null, WrongToken(folder));
        if (http.Request.Headers[ActsAs].ToString() is not { Length: > 0 } claimed)
            return (new Caller(Way.Token, Environment.UserName), null);
        return Names.TryRead(Uri.UnescapeDataString(claimed), out var name)
            ? (new Caller(Way.Token, name), null)
            : (null, NotAName);
    }

    // The identity ties antiforgery tokens to this very session: one taken from another session is worth nothing.
    private static void Admit(HttpContext http, Caller caller)
    {
        http.Features.Set(caller);
        var id = caller.Way == Way.Session ? caller.SessionKey : "token";
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], "Plimsoll"));
    }

    private static Problem Unknown(HttpRequest request) => new(
        401, "Not let in yet",
        "Plimsoll lets a browser in by a one-time link. Type this on the machine it runs on and open the link it "
        + "prints; `./run` prints one too. A program sends the token of the data folder.",
        "plimsoll open")
    {
        Code = "access.unknown",
        Again = request.Headers["Sec-Fetch-Site"] == "cross-site" && HttpMethods.IsGet(request.Method)
            ? request.Path + request.QueryString : "",
    };

    private static Problem WrongToken(AccessFolder folder) => new(
        401, "The token is not this server's",
        $"It is sent as `Authorization: Bearer` with the content of `{folder.TokenFile}`. Nothing was done.")
    {
        Code = "access.wrong-token",
    };

    private static readonly Problem NotAName =
        new(422, "That cannot be a name", $"Nothing was done. {Names.Rule}") { Code = "access.not-a-name" };

    private static readonly Problem NoForm = new(
        403, "Not done: the form is too old",
        "A change comes with a form this server wrote for your session. Go back, load the page again and send it from "
        + "there.")
    {
        Code = "access.no-form",
    };
}
