using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll token</c>: what programs show instead of a password.</summary>
internal static class TokenNoun
{
    public static Command All() => Verb.Noun(
        "token", "Tokens for programs such as a pipeline",
        Verb.Of("create", "Make a token; it is shown once",
            [
                Takes.Argument("NAME", "What uses it"),
                Takes.Text("--may", "PERMISSIONS", "With commas, from role list [default: all you may, but no approvals]"),
                Takes.Text("--for", "SCOPE", "organisation, team/NAME, service/NAME or environment/SERVICE/NAME [default: organisation]"),
                Takes.Count("--days", "DAYS", "How long it is good [default: 90]"),
            ], Create),
        Verb.Of("list", "List your tokens and when each was last used", [], List),
        Verb.Of("revoke", "End a token now", [Takes.Argument("ID", "Id of the token, from token list")], Revoke));

    private static async Task Create(Call call, CancellationToken stop)
    {
        var made = await call.Server.Post<MadeTokenView>("access/tokens", new TokenBody(
            call.Text("NAME"), call.Names("--may"), call.Text("--for"), call.Number("--days")), stop);
        call.Show(made, m => m.Token);
        foreach (var warning in made.Warnings.IsDefault ? [] : made.Warnings) call.Say($"Warning: {warning}");
        call.Say("Keep it now, it is not shown again. A pipeline puts it into a file and names it in PLIMSOLL_TOKEN_FILE.");
        call.Next("plimsoll token list");
    }

    private static async Task List(Call call, CancellationToken stop)
    {
        var tokens = await call.Server.Get<TokenView[]>("access/tokens", stop);
        call.Show(tokens, Text);
        call.Next("plimsoll token create NAME");
    }

    private static Task Revoke(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"access/tokens/{call.Text("ID")}/revoke"), new Nothing(),
        $"{call.Text("ID")} is worth nothing any more.", "plimsoll token list", stop);

    private static string Text(TokenView[] tokens) => tokens.Length == 0 ? "No token yet." : Table.Of(
        ["ID", "NAME", "OWNER", "MAY", "FOR", "UNTIL", "LAST USED", "STATE"],
        tokens.Select(t => new[]
        {
            t.Id, t.Name, t.Owner, t.May, t.Scope, Plain.Time(t.Until),
            t.UsedAt is { } used ? Plain.Time(used) : "never", t.State,
        }));
}
