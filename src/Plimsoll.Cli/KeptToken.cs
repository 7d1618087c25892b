namespace Plimsoll.Cli;

/// <summary>The token <c>plimsoll signin</c> left for one server: in the person's own folder, readable by them only.</summary>
internal static class KeptToken
{
    private const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string FileOf(Terminal terminal, Uri address) => Path.Combine(
        UserSettings.Folder(terminal), "tokens", $"{address.Scheme}_{address.Host.Trim('[', ']').Replace(':', '.')}_{address.Port}");

    public static void Write(string file, string token)
    {
        Directory.CreateDirectory(
            Path.GetDirectoryName(file) ?? ".", OnlyMine | UnixFileMode.UserExecute);
        File.Delete(file + ".new");
        using (var stream = new FileStream(file + ".new", new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OnlyMine,
        }))
        using (var writer = new StreamWriter(stream))
            writer.Write(token + "\n");
        File.Move(file + ".new", file, overwrite: true);
    }
}
