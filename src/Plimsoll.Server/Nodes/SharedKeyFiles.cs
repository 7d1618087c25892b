using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.OnCall;

namespace Plimsoll.Server.Nodes;

/// <summary>Keys that a server keeps in files of its own, the same at all servers of a house: what one signs or links to, another
/// answers for.</summary>
internal static class SharedKeyFiles
{
    private static readonly (string Name, Func<string> Make)[] All =
        [(WebhookSecret.File, WebhookSecret.Make), (AcknowledgeLinks.File, Secrets.Make)];

    /// <summary>Those of the first server of a house hold, and every other takes them over as it starts.</summary>
    public static async Task Agree(SharedTexts texts, string dataFolder, CancellationToken stop)
    {
        foreach (var (name, make) in All)
        {
            var file = Path.Combine(dataFolder, name);
            var own = KeptSecret.ReadOrMake(file, make);
            var known = await texts.Change(name, text => text == "" ? own : text, stop);
            if (known != own) AccessFolder.Write(file, known + "\n");
        }
    }

    /// <summary>To the data folder that a house goes on in, which has none yet.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var (name, _) in All)
            if (File.Exists(Path.Combine(from, name)))
                AccessFolder.Write(Path.Combine(to, name), File.ReadAllText(Path.Combine(from, name)));
    }
}
