namespace Plimsoll.Server.Access;

/// <summary>Who asks: how they were let in, and the name they claim to act under.</summary>
public sealed record Caller(Way Way, string Name, string SessionKey = "");

/// <summary>The ways in: a program with the token, or a browser that opened a one-time link.</summary>
public enum Way { Token, Session }

public static class Callers
{
    /// <summary>The name the request is done under: claimed, not proven.</summary>
    public static string Actor(this HttpContext http) => http.Features.Get<Caller>()?.Name ?? "nobody";

    /// <summary>Which session asks; empty for a program.</summary>
    public static string SessionKey(this HttpContext http) => http.Features.Get<Caller>()?.SessionKey ?? "";

    public static bool IsKnown(this HttpContext http) => http.Features.Get<Caller>() is not null;
}
