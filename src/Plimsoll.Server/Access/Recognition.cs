using Plimsoll.Core.Access;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Who a request is from, by what it shows.</summary>
public sealed class Recognition(AccessFolder folder, Sessions sessions, Roster roster, ApiKeys keys)
{
    private const string ActsAs = "Plimsoll-As";

    /// <summary>The name was not typed: the command line took it from the machine.</summary>
    private const string ActsAsFrom = "Plimsoll-As-From";

    private const string Glass = "Plimsoll-Break-Glass";

    public async Task<(Caller? Caller, IResult? Refusal)> Of(HttpContext http)
    {
        if (http.Request.Headers.Authorization is { Count: > 0 } shown)
            return await ByToken(http, shown.ToString());
        var id = http.Request.Cookies[Cookies.Name(http, "session")];
        return id is { Length: > 0 } && sessions.Find(id) is { } session && IsLetIn(session)
            ? (new Caller(Way.Session, roster.HasAccounts ? session.Person : session.Actor, session.Key), null)
            : (null, null);
    }

    /// <summary>Whether who was let in still is: asked by what goes on for longer than a request.</summary>
    public bool IsStillLetIn(Caller caller) => caller.Way switch
    {
        Way.Session => sessions.Of(caller.SessionKey) is { } session && IsLetIn(session),
        Way.ApiToken => roster.Organisation.IsActive(caller.Name) && !keys.IsOver(caller.TokenId),
        Way.Token => !roster.HasAccounts,
        _ => true,
    };

    /// <summary>Who knocks without showing anything.</summary>
    public IResult Unknown(HttpRequest request) =>
        !roster.HasAccounts ? Refusals.Unknown(request)
        : HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Site"] == "cross-site"
            // The cookie stays behind when another site leads here; from here on it does not.
            ? Refusals.NotSignedIn with { Again = request.Path + request.QueryString }
        : HttpMethods.IsGet(request.Method) && Problem.WantsPage(request)
            ? Results.LocalRedirect($"~/sign-in?to={Uri.EscapeDataString(request.Path + request.QueryString)}")
        : Refusals.NotSignedIn;

    // A session from before accounts existed proves nobody; a person who has left is nobody here, and what
    // proved somebody has to count still.
    private bool IsLetIn(Session session) =>
        !roster.HasAccounts ? session.Person == ""
        : roster.Organisation.IsActive(session.Person) && (session.Issuer == ""
            ? roster.Organisation.MayUsePassword(session.Person)
            : session.Issuer == roster.Organisation.Provider?.Issuer);

    private async Task<(Caller?, IResult?)> ByToken(HttpContext http, string shown)
    {
        if (!shown.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return (null, Refusals.WrongToken(folder, roster.HasAccounts));
        var token = shown[7..].Trim();
        // The node's own token is for the node: it is worth nothing from elsewhere.
        if (folder.IsToken(token) && !http.IsFromOutside()) return roster.HasAccounts ? ByNode(http) : Claimed(http);
        if (!roster.HasAccounts) return (null, Refusals.WrongToken(folder, accounts: false));
        var key = await keys.Find(token, http.RequestAborted);
        if (key is null || !roster.Organisation.IsActive(key.Name))
            return (null, Refusals.WrongToken(folder, accounts: true));
        return IsNamed(http) ? (null, Refusals.NameNotNeeded(roster.NameOf(key.Name))) : (key, null);
    }

    private static (Caller?, IResult?) ByNode(HttpContext http)
    {
        if (IsNamed(http)) return (null, Refusals.NoClaims);
        var reason = Uri.UnescapeDataString(http.Request.Headers[Glass].ToString()).Trim();
        return reason == ""
            ? (null, Refusals.GlassIsWhole)
            : (new Caller(Way.Node, PersonId.NodePrefix + Environment.UserName) { BreaksGlass = Short(reason) }, null);
    }

    private static (Caller?, IResult?) Claimed(HttpContext http)
    {
        if (http.Request.Headers[ActsAs].ToString() is not { Length: > 0 } claimed)
            return (new Caller(Way.Token, Environment.UserName), null);
        return Names.TryRead(Uri.UnescapeDataString(claimed), out var name)
            ? (new Caller(Way.Token, name), null)
            : (null, Refusals.NotAName);
    }

    private static bool IsNamed(HttpContext http) =>
        http.Request.Headers[ActsAs].Count > 0 && http.Request.Headers[ActsAsFrom] != "machine";

    private static string Short(string reason) => reason.Length <= 300 ? reason : reason[..300];
}
