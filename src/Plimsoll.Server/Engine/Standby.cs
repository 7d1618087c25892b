using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>
/// Whether this server runs on a restored copy that nobody has activated yet. It shows everything and does nothing: the
/// original may still live, and what happened after the backup is not in the journal.
/// </summary>
public sealed class Standby
{
    private readonly Func<byte[]?> _read;
    private readonly Action _end;
    private volatile BackupManifest? _from;

    /// <param name="read">The manifest that was restored, where it is kept beside the journal; null: there is none.</param>
    /// <param name="end">Takes it away, for the next start too.</param>
    internal Standby(Func<byte[]?> read, Action end)
    {
        (_read, _end) = (read, end);
        LookAgain();
    }

    /// <summary>Of a server that has its journal alone.</summary>
    public static Standby Of(string dataFolder)
    {
        var marker = Path.Combine(dataFolder, BackupManifest.Marker);
        return new Standby(() => File.Exists(marker) ? File.ReadAllBytes(marker) : null, () => File.Delete(marker));
    }

    /// <summary>What it was restored from; null: it is an ordinary server, or active again.</summary>
    public BackupManifest? From => _from;

    /// <summary>What whoever wants something done is told; null where things are done.</summary>
    public Refusal? Refusal => _from is { } from
        ? Refusal.Blocked($"This server was restored from a backup of {from.When()} and does nothing yet: make sure "
            + "that the one it was taken from is gone, then type plimsoll server activate.")
        : null;

    /// <summary>Another server may have been activated.</summary>
    internal void LookAgain() => _from = _read() is not { } kept ? null
        : BackupManifest.From(kept) ?? new BackupManifest(BackupManifest.Known, default, 0, "", []);

    /// <summary>From now on it acts, after the next start too.</summary>
    internal void End()
    {
        _end();
        _from = null;
    }
}
