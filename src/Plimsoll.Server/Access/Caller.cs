using Plimsoll.Core.Access;

namespace Plimsoll.Server.Access;

/// <summary>Who asks: how they were let in, and whom facts name.</summary>
/// <param name="Name">A person's id where accounts exist; before, the name they claim to act under.</param>
public sealed record Caller(Way Way, string Name, string SessionKey = "")
{
    /// <summary>What a token is for at most; null where nothing but the person's roles is the limit.</summary>
    public TokenLimit? Limit { get; init; }

    /// <summary>Which token was shown; empty for a browser.</summary>
    public string TokenId { get; init; } = "";

    /// <summary>Why the node's own token is used although accounts exist.</summary>
    public string BreaksGlass { get; init; } = "";
}

/// <summary>
/// The ways in: the node's token or a link while names are claimed; a session, a token or, loudly, the node's own
/// where accounts exist.
/// </summary>
public enum Way { Token, Session, ApiToken, Node }

/// <summary>A token reaches no further than this, whatever its person may do.</summary>
/// <param name="May">Permissions; null: all its person has.</param>
/// <param name="ByPerson">A person's own command line: it may carry their word of approval.</param>
public sealed record TokenLimit(IReadOnlySet<string>? May, Scope Scope, bool ByPerson)
{
    public bool Permits(string verb, Scope asked, Func<string, string> teamOf) =>
        (ByPerson || !Permissions.InPerson.Contains(verb))
        && (May is null || May.Contains(verb)) && Scope.Covers(asked, teamOf);
}

public static class Callers
{
    /// <summary>Whom facts name for this request: a person's id, or the claimed name.</summary>
    public static string Actor(this HttpContext http) => http.Features.Get<Caller>()?.Name ?? "nobody";

    /// <summary>Which session asks; empty for a program.</summary>
    public static string SessionKey(this HttpContext http) => http.Features.Get<Caller>()?.SessionKey ?? "";

    public static bool IsKnown(this HttpContext http) => http.Features.Get<Caller>() is not null;

    /// <summary>Whether whoever asks may do something; while names are claimed everybody may.</summary>
    public static bool May(this HttpContext http, string verb, Scope scope) =>
        http.Features.Get<Caller>() is { } caller
        && http.RequestServices.GetRequiredService<Admission>().Permits(caller, verb, scope);
}
