using System.CommandLine;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll open</c>: a link that signs a browser in, once.</summary>
internal static class OpenCommand
{
    public static Command It() =>
        Verb.Of("open", "Print a link that opens the pages in a browser; it works once", [], Run);

    private static async Task Run(Call call, CancellationToken stop)
    {
        var link = await call.Server.Post<AccessLink>("access/link", new Nothing(), stop);
        call.Show(link, l => l.Url);
        var port = call.Place.Address.Port;
        if (call.Place.Address.IsLoopback && call.Terminal.Variable("SSH_CONNECTION") != "")
            call.Say($"From your own machine, first: ssh -L {port}:127.0.0.1:{port} THIS_HOST");
        call.Say("Open it in a browser. It works once, and only with this server.");
        call.Next("plimsoll release list");
    }
}

/// <summary>Answer of POST access/link.</summary>
internal sealed record AccessLink(string Url);
