using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The files by which a data folder says that its journal is elsewhere, or is about to be.</summary>
internal static class MovedFolder
{
    /// <summary>Everything is there; no server starts on the folder any more.</summary>
    public const string Moved = "moved-to";

    /// <summary>Everything is about to be there: which of the two counts has to be looked up.</summary>
    public const string Moving = "moving-to";

    public static string? Read(string folder, string name) =>
        Path.Combine(folder, name) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    /// <summary>There as a whole and on disk, or not at all.</summary>
    public static void Write(string folder, string name, string place)
    {
        var file = Path.Combine(folder, name);
        BackupFiles.Write($"{file}.new", System.Text.Encoding.UTF8.GetBytes(place + "\n"));
        File.Move($"{file}.new", file, overwrite: true);
        FolderSync.Flush(folder);
    }

    public static void Move(string folder, string place)
    {
        Write(folder, Moved, place);
        Forget(folder);
    }

    public static void Forget(string folder)
    {
        File.Delete(Path.Combine(folder, Moving));
        FolderSync.Flush(folder);
    }
}
