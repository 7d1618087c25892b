using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>What somebody is told who is not let in.</summary>
internal static class Refusals
{
    public static Problem Unknown(HttpRequest request) => new(
        401, "Not let in yet",
        "Plimsoll lets a browser in by a one-time link. Type this on the machine it runs on and open the link it "
        + "prints; `./run` prints one too. A program sends the token of the data folder.",
        "plimsoll open")
    {
        Code = "access.unknown",
        Again = request.Headers["Sec-Fetch-Site"] == "cross-site" && HttpMethods.IsGet(request.Method)
            ? request.Path + request.QueryString : "",
    };

    public static Problem NotSignedIn { get; } = new(
        401, "Not signed in",
        "Nothing was done. Sign in with `plimsoll signin`; a program sends a token made with `plimsoll token create`.",
        "plimsoll signin")
    {
        Code = "access.not-signed-in",
    };

    public static Problem WrongToken(AccessFolder folder, bool accounts) => accounts
        ? new(401, "This token is worth nothing here",
            "The token was revoked, is over, was typed wrong, or its person has left. Nothing was done. A person signs in anew; "
            + "for a program somebody makes another with `plimsoll token create`.",
            "plimsoll signin") { Code = "access.wrong-token" }
        : new(401, "The token is not this server's",
            $"It is sent as `Authorization: Bearer` with the content of `{folder.TokenFile}`. Nothing was done.")
        { Code = "access.wrong-token" };

    /// <summary>Where accounts exist, a typed name is refused instead of believed.</summary>
    public static Problem NoClaims { get; } = new(
        403, "Names are proven here",
        "Nothing was done. `--as` (or PLIMSOLL_AS) claims a name, and this server has accounts: leave it out and sign in.",
        "plimsoll signin")
    {
        Code = "access.no-claims",
    };

    /// <summary>Who is signed in already is not sent to sign in.</summary>
    public static Problem NameNotNeeded(string name) => new(
        403, "Names are proven here",
        $"Nothing was done. You are signed in as {name}, so `--as` (or PLIMSOLL_AS) is not needed: leave it out.")
    {
        Code = NoClaims.Code,
    };

    public static Problem GlassIsWhole { get; } = new(
        403, "The node's own token is for emergencies",
        "Nothing was done. This server has accounts: sign in. Where nobody can, add `--break-glass REASON` on the "
        + "machine it runs on; it is recorded, shown on every page and reviewed.",
        "plimsoll signin")
    {
        Code = "access.glass",
    };

    public static Problem NotAName { get; } =
        new(422, "That cannot be a name", $"Nothing was done. {Names.Rule}") { Code = "access.not-a-name" };

    public static Problem NoForm { get; } = new(
        403, "Not done: the form is too old",
        "A change comes with a form this server wrote for your session. Go back, load the page again and send it from "
        + "there.")
    {
        Code = "access.no-form",
    };
}
