using Plimsoll.Core.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Finds what a request is about; the composition root knows all there is.</summary>
public delegate Task<Scope> ScopeFinder(HttpContext http, Right right);

/// <summary>Whether somebody who is known may do what they ask for; asked anew with every request.</summary>
public sealed class Admission(Roster roster)
{
    public async Task<IResult?> Refusal(HttpContext http, Caller caller)
    {
        if (!roster.HasAccounts || http.GetEndpoint() is not RouteEndpoint endpoint) return null;
        var right = Rights.Of(endpoint, http.Request.Method);
        if (right is null) return Undeclared;
        if (right.Verb == Rights.Anyone) return null;
        if (right.Verb == Rights.Own) return !IsInPerson(caller) ? NotInPerson : NoRole(http, caller);
        var scope = await http.RequestServices.GetRequiredService<ScopeFinder>()(http, right);
        if (caller.Limit is { ByPerson: false } && Permissions.InPerson.Contains(right.Verb)) return NotByProgram(right.Verb);
        if (!Permits(caller, right.Verb, scope)) return NotPermitted(right.Verb, scope);
        return caller.Way == Way.Node ? await BreakGlass(http, caller) : null;
    }

    public bool Permits(Caller caller, string verb, Scope scope) => !roster.HasAccounts
        || roster.Organisation.Permits(caller.Name, verb, scope)
        && caller.Limit?.Permits(verb, scope, roster.Organisation.TeamOf) != false;

    internal static Problem NotPermitted(string verb, Scope scope) => new(
        403, "Not allowed",
        $"Nothing was done. `{verb}`{(scope == Scope.Anywhere ? "" : $" for {scope}")} is permitted to "
        + $"{Permitting.WhoMay(verb)}. An administrator gives roles under Settings, People; a token reaches no "
        + "further than it was made for.")
    {
        Code = "forbidden",
    };

    // Whatever its person may do: an approval is a person's word.
    private static Problem NotByProgram(string verb) => new(
        403, "A token approves nothing",
        $"Nothing was done. `{verb}` is a person's word, and this token is for a program: sign in and do it yourself.",
        "plimsoll signin")
    {
        Code = "forbidden",
    };

    // Pages carry a frame that tells of the house; who holds no role only leaves.
    private Problem? NoRole(HttpContext http, Caller caller) =>
        HttpMethods.IsGet(http.Request.Method) && !Permits(caller, Permissions.See, Scope.Anywhere)
            ? NotPermitted(Permissions.See, Scope.Anywhere)
            : null;

    // A program's token makes no tokens and ends no sessions, and the node has none of its own.
    private static bool IsInPerson(Caller caller) =>
        caller.Way == Way.Session || caller is { Way: Way.ApiToken, Limit.ByPerson: true };

    // On record before anything happens: what cannot be recorded is not done.
    private static async Task<IResult?> BreakGlass(HttpContext http, Caller caller)
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        var what = $"{http.Request.Method} {http.Request.Path}";
        var answer = await desk.Send(
            Organisation.Stream, new BreakGlass(what, caller.BreaksGlass), caller.Name, http.RequestAborted);
        return answer is Answer.Accepted ? null : answer.ToHttp(http);
    }

    private static readonly Problem Undeclared = new(
        403, "Not allowed", "Nothing was done. Nobody has declared what this address needs; that is a mistake of Plimsoll's.")
    {
        Code = "access.undeclared",
    };

    private static readonly Problem NotInPerson = new(
        403, "Not allowed",
        "Nothing was done. This is a person's own matter: sign in, in a browser or with `plimsoll signin`.")
    {
        Code = "forbidden",
    };
}
