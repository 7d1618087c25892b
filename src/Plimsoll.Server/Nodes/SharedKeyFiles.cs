using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.OnCall;

namespace Plimsoll.Server.Nodes;

/// <summary>Keys that a server keeps in files of its own, the same at all servers of a house: what one signs or links to, another
/// answers for.</summary>
internal static class SharedKeyFiles
{
    private static readonly (string Name, Func<string> Make)[] All =
        [(WebhookSecret.FileName, WebhookSecret.Make), (AcknowledgeLinks.FileName, Secrets.Make)];

    /// <summary>Those of the first server of a house hold, and every other takes them over as it starts.</summary>
    public static async Task Agree(SharedTexts texts, string dataFolder, CancellationToken stop)
    {
        foreach (var (name, make) in All)
        {
            var file = Path.Combine(dataFolder, name);
            var own = KeptSecret.ReadOrMake(file, make);
            var known = await texts.Agreed(name, () => own, stop);
            if (known != own) AccessFolder.Write(file, known + "\n");
        }
    }

    /// <summary>Those that a data folder has, for wherever its house goes on.</summary>
    public static IEnumerable<(string Name, string Text)> Of(string dataFolder) =>
        from key in All
        let file = Path.Combine(dataFolder, key.Name)
        where File.Exists(file)
        select (key.Name, File.ReadAllText(file).Trim());
}
