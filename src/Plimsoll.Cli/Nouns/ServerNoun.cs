using System.CommandLine;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll server</c>: what is done on the machine the server runs on.</summary>
internal static class ServerNoun
{
    public static Command All() => Verb.Noun(
        "server", "On the machine the server runs on",
        [Verb.Of("first-admin", "Print a link that makes the first administrator; from then on people sign in", [],
            FirstAdmin),
        .. BackupVerbs.All()]);

    private static async Task FirstAdmin(Call call, CancellationToken stop)
    {
        var link = await call.Server.Post<AccessLink>("access/first-admin", new Nothing(), stop);
        call.Show(link, l => l.Url);
        call.Say("Open it in a browser within ten minutes; it works once. From then on --as is refused.");
        call.Next("plimsoll signin");
    }
}
