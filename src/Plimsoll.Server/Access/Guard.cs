using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Plimsoll.Server.Access;

/// <summary>Lets in who is known and may; a session that changes something shows a form.</summary>
public sealed class Guard(RequestDelegate next, Recognition recognition, Admission admission)
{
    /// <summary>Says that the process lives, to anybody and whatever its store does: who asks is not looked up.</summary>
    public const string Live = "/health/live";

    public async Task Invoke(HttpContext http)
    {
        if (http.Request.Path == Live)
        {
            await next(http);
            return;
        }

        var open = http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var (caller, refusal) = await recognition.Of(http);
        if (caller is not null)
            Admit(http, caller);
        if (refusal is null && caller is null && !open)
            refusal = recognition.Unknown(http.Request);
        if (refusal is null && caller is { Way: Way.Session } && FrontDoor.Changes(http.Request.Method))
            refusal = await http.IsOurForm() ? null : Refusals.NoForm;
        if (refusal is null && caller is not null && !open)
            refusal = await admission.Refusal(http, caller);

        await (refusal is null || open ? next(http) : refusal.ExecuteAsync(http));
    }

    // The identity ties antiforgery tokens to this very session: one taken from another session is worth nothing.
    private static void Admit(HttpContext http, Caller caller)
    {
        http.Features.Set(caller);
        var id = caller.Way == Way.Session ? caller.SessionKey : "token";
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], "Plimsoll"));
    }
}
