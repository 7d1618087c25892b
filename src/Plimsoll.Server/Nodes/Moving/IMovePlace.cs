using Plimsoll.Core.Kernel;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>Where a house is to be moved to, before anything is made there.</summary>
internal interface IMovePlace
{
    /// <summary>For people: without what it signs in with.</summary>
    string Place { get; }

    /// <summary>Why a house cannot be moved there; null: nothing is there, or what a move of it left that was cut
    /// short.</summary>
    /// <remarks>Looks only, and leaves nothing behind.</remarks>
    Refusal? Obstacle(SqlJournal own);

    /// <summary>From now on it can be filled.</summary>
    IMoveTarget Make();
}

internal static class MovePlaces
{
    public static SettingsInvalid Already => new("That is where everything is already; nothing was moved.");

    /// <param name="to">An address of a database, as people write it or as it was kept, or the path of a data
    /// folder.</param>
    /// <param name="own">The data folder of this server.</param>
    public static IMovePlace Of(string to, string own)
    {
        if (Path.IsPathRooted(to))
            return new FolderPlace(to) is var folder && folder.Place != Path.TrimEndingDirectorySeparator(own)
                ? folder : throw Already;
        if (!to.Contains("://", StringComparison.Ordinal) && !to.Contains('=', StringComparison.Ordinal))
            throw new SettingsInvalid($"'{to}' is neither postgres://… nor the full path of a new data folder.");
        return new DatabasePlace(new PostgresSettings(own, DatabaseAddress.Read(to, "--to") ?? new()));
    }

    /// <summary>Whether what is there is this very journal: all of it, or a part that no server starts on.</summary>
    public static bool IsOurs(System.Data.Common.DbConnection there, SqlJournal own)
    {
        var facts = there.Count("SELECT coalesce(max(position), 0) FROM fact");
        var ends = there.Count("SELECT position FROM head");
        // One that was moved to its last fact, and only not marked as moved here, is done again.
        return facts > 0 && (ends == 0 || (ends == facts && ends == own.End))
            && there.Scalar($"SELECT hash FROM fact WHERE position = {facts}") is byte[] hash
            && own.Query(
                "SELECT hash FROM fact WHERE position = @position", [("@position", facts)],
                row => row.GetFieldValue<byte[]>(0)) is [var known]
            && known.AsSpan().SequenceEqual(hash);
    }
}
