using System.Data.Common;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>The store a journal is moved into.</summary>
internal interface IMoveTarget : IDisposable
{
    /// <summary>For people: without what it signs in with.</summary>
    string Place { get; }

    /// <summary>How it is found again, without a password.</summary>
    string Address { get; }

    /// <summary>How a server is started on it.</summary>
    string Start { get; }

    DbConnection Journal { get; }

    ISegmentDatabase Segments { get; }

    /// <summary>Where this server's artifacts go.</summary>
    Task Artifact(string sha256, string path, CancellationToken stop);

    /// <summary>The word by which hosts know the servers.</summary>
    void Mark(string mark);

    /// <summary>Where its journal ends; 0: no server starts on it.</summary>
    long Ends => Journal.Count("SELECT position FROM head");

    /// <summary>No server starts on it any more.</summary>
    void Undo();

    Verification Verify(CancellationToken stop);
}

internal static class MoveTargets
{
    /// <param name="to">An address of a database, as people write it or as it was kept, or the path of a data folder.</param>
    /// <param name="own">The data folder of this server.</param>
    public static IMoveTarget Open(string to, string own)
    {
        if (Path.IsPathRooted(to))
            return Path.GetFullPath(to) != own ? new IntoFolder(to)
                : throw new SettingsInvalid("That is where everything is already; nothing was moved.");
        if (!to.Contains("://", StringComparison.Ordinal) && !to.Contains('=', StringComparison.Ordinal))
            throw new SettingsInvalid($"'{to}' is neither postgres://… nor the full path of a new data folder.");
        return new IntoDatabase(new PostgresSettings(own, DatabaseAddress.Read(to) ?? new()));
    }
}
