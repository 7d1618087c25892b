namespace Plimsoll.Server.Drivers.Local;

/// <summary>The shell texts of this folder, as they are shipped inside the program.</summary>
internal static class Script
{
    public static string Upload { get; } = Read("upload.sh");

    public static string Switch { get; } = Read("switch.sh");

    public static string Rollback { get; } = Read("rollback.sh");

    private static string Read(string name)
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"This build lacks {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
