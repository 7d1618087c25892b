using System.CommandLine;
using System.Text;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll secret</c>: values go in here and come out only in the work that needs them.</summary>
internal static class SecretNoun
{
    private const int Most = 128 * 1024;

    public static Command All() => Verb.Noun(
        "secret", "Passwords and keys for the work of a service; a value never comes back",
        Verb.Of("set", "Keep a new version; the value is read from standard input or a file, never typed as a word",
            [
                .. Place, Takes.Text("--file", "FILE", "Read the value from a file instead of standard input"),
                Takes.Text("--command", "LINE", "Ask this command, run by the server, whenever the value is needed"),
            ], Set),
        Verb.Of("list", "List names, versions, who set them and when", [], List),
        Verb.Of("remove", "Delete every version; no work gets it any more", Place, Remove),
        Verb.Of("rotate-key", "Seal every secret with a new key of the server", [], Rotate));

    private static Symbol[] Place =>
    [
        Takes.Argument("NAME", "Name of the secret, such as DB_PASSWORD"),
        Takes.Text("--service", "NAME", "The service it is for [default: the whole organisation]"),
        Takes.Text("--environment", "NAME", "The environment it is for [default: all of the service]"),
    ];

    private static async Task Set(Call call, CancellationToken stop)
    {
        var (name, command) = (call.Text("NAME"), call.Text("--command"));
        if (command != "" && call.Text("--file") != "")
            throw Failure.Usage("Both --file and --command were given.", fix: "Give one of them.");
        var value = command == "" ? await Value(call, stop) : "";
        await call.Tell("secrets/set",
            new SetSecretBody(name, call.Text("--service"), call.Text("--environment"), value, command),
            name.StartsWith("WEBHOOK_", StringComparison.Ordinal)
                ? $"{name} is kept; messages of that kind are proven by it."
                : $"{name} is kept. Name it in plimsoll.yaml: {name}: {{ secret: {name} }}", "plimsoll secret list", stop);
    }

    /// <summary>Without the line's end that an editor or echo leaves behind.</summary>
    private static async Task<string> Value(Call call, CancellationToken stop)
    {
        var file = call.Text("--file") is { Length: > 0 } named ? named : "-";
        if (file == "-" && call.MayAsk) call.Say("Type the value, then Ctrl-D:");
        var text = Encoding.UTF8.GetString(await FileBytes.Read(call.Terminal, file, Most, stop));
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }

    private static async Task List(Call call, CancellationToken stop)
    {
        var secrets = await call.Server.Get<SecretView[]>("secrets", stop);
        call.Show(secrets, Text);
        call.Next("plimsoll secret set NAME --service SERVICE");
    }

    private static Task Remove(Call call, CancellationToken stop) => call.Tell("secrets/remove",
        new SecretBody(call.Text("NAME"), call.Text("--service"), call.Text("--environment")),
        $"{call.Text("NAME")} is removed; what asks for it waits until it is set again.", "plimsoll secret list", stop);

    private static async Task Rotate(Call call, CancellationToken stop)
    {
        var rotated = await call.Server.Post<RotatedView>("secrets/rotate-key", new Nothing(), stop);
        call.Show(rotated, r => $"{r.Secrets} sealed values have a new key.");
        call.Next("keep a copy of the key file, apart from the data folder's backups");
    }

    private static string Text(SecretView[] secrets) => secrets.Length == 0 ? "No secrets are kept yet." : Table.Of(
        ["NAME", "SERVICE", "ENVIRONMENT", "VERSION", "SOURCE", "BY", "AT"],
        secrets.Select(s => new[]
        {
            s.Name, All(s.Service), All(s.Environment), $"{s.Version}", s.Source, s.By, Plain.Time(s.At),
        }));

    private static string All(string place) => place == "" ? "all" : place;
}
