using System.CommandLine;
using System.Text;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll provider</c>: where people sign in, and what its groups mean.</summary>
internal static class ProviderNoun
{
    private const int LongestSecret = 4 * 1024;

    private static Symbol[] Mapping =>
    [
        Takes.Argument("GROUP", "The group as the provider's token writes it"),
        Takes.Argument("ROLE", "Such as \"Release Manager\", Administrator or Viewer"),
        Takes.Text("--for", "SCOPE",
            "organisation, team/NAME, service/NAME or environment/SERVICE/NAME [default: organisation]"),
    ];

    public static Command All() => Verb.Noun("provider", "The OpenID provider people sign in with",
        Verb.Of("show", "Show what is set, and the redirect address to register there", [], Show),
        Verb.Of("set", "Set the provider; it is asked before anything is kept",
            [
                Takes.Argument("NAME", "What the button calls it"),
                Takes.Argument("ISSUER", "Exactly as the provider writes it"),
                Takes.Argument("CLIENT", "The client id the provider gave this server"),
                Takes.Text("--secret-file", "FILE",
                    "Read the client secret from a file; - reads standard input [default: the one that is kept]"),
                Takes.Flag("--public", "The client has no secret"),
                Takes.Text("--scopes", "WORDS", "What is asked for [default: openid profile email]"),
                Takes.Text("--groups-claim", "NAME", "The claim that lists groups [default: groups]"),
                Takes.Text("--domains", "WORDS", "Verified mail addresses of these come in without an invitation"),
                Takes.Flag("--passwords-off", "Passwords are for administrators only"),
            ], Set),
        Verb.Of("map", "Give the members of a group a role", Mapping, Map),
        Verb.Of("unmap", "End what a group gives", Mapping, Unmap),
        Verb.Of("remove", "Nobody signs in with it any more; what its groups gave ends", [], Remove));

    private static async Task Show(Call call, CancellationToken stop)
    {
        var set = await call.Server.Get<ProviderSetView>("access/provider", stop);
        call.Show(set, Text);
        call.Next("plimsoll provider map GROUP ROLE");
    }

    private static async Task Set(Call call, CancellationToken stop)
    {
        var secret = call.Text("--secret-file") is { Length: > 0 } file
            ? Encoding.UTF8.GetString(await FileBytes.Read(call.Terminal, file, LongestSecret, stop)).Trim() : "";
        await call.Tell("access/provider", new ProviderBody(
            call.Text("NAME"), call.Text("ISSUER"), call.Text("CLIENT"), secret, call.Has("--public"),
            Or(call.Text("--scopes"), "openid profile email"), Or(call.Text("--groups-claim"), "groups"),
            call.Text("--domains"), call.Has("--passwords-off")),
            $"People sign in with {call.Text("NAME")} now.", "plimsoll provider show", stop);
    }

    private static Task Map(Call call, CancellationToken stop) => call.Tell("access/provider/map-group", Body(call),
        $"Members of {call.Text("GROUP")} are {call.Text("ROLE")} from their next sign-in on.",
        "plimsoll provider show", stop);

    private static Task Unmap(Call call, CancellationToken stop) => call.Tell("access/provider/unmap-group", Body(call),
        $"What only {call.Text("GROUP")} gave has ended.", "plimsoll people list", stop);

    private static Task Remove(Call call, CancellationToken stop) => call.Tell("access/provider/remove", new Nothing(),
        "Nobody signs in with it any more, and what its groups gave has ended.", "plimsoll people list", stop);

    private static GroupBody Body(Call call) => new(call.Text("GROUP"), call.Text("ROLE"), call.Text("--for"));

    private static string Or(string given, string otherwise) => given == "" ? otherwise : given;

    private static string Text(ProviderSetView set) => Table.Of(["", ""],
    [
        ["name", set.Name], ["issuer", set.Issuer], ["client id", set.ClientId],
        ["client secret", set.HasSecret ? "kept" : "none"], ["redirect address", set.Back],
        ["scopes", string.Join(' ', set.Scopes)], ["groups claim", set.GroupsClaim],
        ["domains let in", set.Domains.IsEmpty ? "none" : string.Join(' ', set.Domains)],
        ["passwords", set.PasswordsOff ? "administrators only" : "everybody"],
        .. set.Groups.Select(g => new[] { $"group {g.Group}", $"{g.Role} for {g.Scope}" }),
    ]);
}
