using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>
/// Whether this server runs on a restored copy that nobody has activated yet. It shows everything and does nothing: the
/// original may still live, and what happened after the backup is not in the journal.
/// </summary>
public sealed class Standby
{
    private readonly string _marker;
    private volatile BackupManifest? _from;

    private Standby(string marker, BackupManifest? from) => (_marker, _from) = (marker, from);

    public static Standby Of(string dataFolder)
    {
        var marker = Path.Combine(dataFolder, BackupManifest.Marker);
        return new Standby(marker, !File.Exists(marker) ? null
            : BackupManifest.From(File.ReadAllBytes(marker)) ?? new BackupManifest(BackupManifest.Known, default, 0, "", []));
    }

    /// <summary>What it was restored from; null: it is an ordinary server, or active again.</summary>
    public BackupManifest? From => _from;

    /// <summary>What whoever wants something done is told; null where things are done.</summary>
    public Refusal? Refusal => _from is { } from
        ? Refusal.Blocked($"This server was restored from a backup of {from.When()} and does nothing yet: make sure "
            + "that the one it was taken from is gone, then type plimsoll server activate.")
        : null;

    /// <summary>From now on it acts, after the next start too.</summary>
    internal void End()
    {
        File.Delete(_marker);
        _from = null;
    }
}
