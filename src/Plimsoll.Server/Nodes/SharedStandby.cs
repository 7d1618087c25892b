using System.Text;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Nodes;

/// <summary>That a database was restored and nobody has activated it yet, for all servers on it.</summary>
internal static class SharedStandby
{
    public const string Name = "restored";

    public static string Text(BackupManifest manifest) => Encoding.UTF8.GetString(manifest.ToBytes());

    public static Standby Of(SharedTexts texts) => new(
        () => texts.Read(Name).Text is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : null,
        () => texts.Change(Name, _ => "", CancellationToken.None).GetAwaiter().GetResult());
}

/// <summary>Another server of the house was activated: this one may work too.</summary>
internal sealed class StandbyKept(Standby standby, Heartbeat heartbeat) : IKeepsShared
{
    public string Shares => SharedStandby.Name;

    public Task ReadAgain(CancellationToken stop)
    {
        standby.LookAgain();
        if (standby.From is null) heartbeat.MayWork(standby);
        return Task.CompletedTask;
    }
}
