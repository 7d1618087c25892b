namespace Plimsoll.Cli;

/// <summary>Files named on the command line; <c>-</c> is standard input. Nothing is read without a limit.</summary>
internal static class FileBytes
{
    public const int MostEvidence = 50 * 1024 * 1024;
    public const int MostText = 16 * 1024 * 1024;

    public static async Task<byte[]> Read(Terminal terminal, string file, int most, CancellationToken stop)
    {
        await using var from = Open(terminal, file);
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        // What lies on a disk is read here: a thread that does it meanwhile costs more than the reading.
        for (int count; (count = from is FileStream ? from.Read(buffer) : await from.ReadAsync(buffer, stop)) > 0;)
        {
            if (bytes.Length + count > most)
                throw Failure.Usage($"{NameOf(file)} is larger than {most / 1024 / 1024} MiB.",
                    fix: "Split it, or name the right file.");
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    /// <summary>The name without its folders, which are nobody else's business.</summary>
    public static string NameOf(string file) => file == "-" ? "standard input" : Path.GetFileName(file);

    /// <summary>The full path of its folder: relative paths inside it start there.</summary>
    public static string FolderOf(Terminal terminal, string file) =>
        Path.GetDirectoryName(Path.GetFullPath(terminal.PathOf(file == "-" ? "stdin" : file))) ?? "/";

    private static Stream Open(Terminal terminal, string file)
    {
        if (file == "-") return terminal.InBytes();
        var path = terminal.PathOf(file);
        if (Directory.Exists(path)) throw Failure.Usage($"{file} is a folder.", fix: "Name a file in it.");
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failure.Usage($"There is no file {file}.", $"Looked for {path}.", "Check the path.");
        }
    }
}
