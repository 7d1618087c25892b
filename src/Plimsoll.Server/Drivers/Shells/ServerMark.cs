using System.Security.Cryptography;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>
/// A word of this server's own, kept beside its journal: servers that share a host and a user there must never take
/// each other's tickets for theirs, and deployments of two servers may have the same name.
/// </summary>
internal sealed record ServerMark(string Value)
{
    /// <summary>Where it keeps what it puts on a host, in the home of the user it signs in as.</summary>
    public string Home => $"~/.plimsoll/{Value}";

    private const string FileName = "server-mark";

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    public static string Of(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (File.Exists(file)) return File.ReadAllText(file).Trim();
        var mark = New();
        Write(dataFolder, mark);
        return mark;
    }

    public static void Write(string dataFolder, string mark)
    {
        var file = Path.Combine(dataFolder, FileName);
        var draft = $"{file}.new";
        using (var stream = new FileStream(draft, FileMode.Create))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(mark + "\n"));
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: true);
    }
}
