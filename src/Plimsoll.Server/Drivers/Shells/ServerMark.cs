using System.Security.Cryptography;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>
/// A word of this server's own, kept beside its journal: servers that share a host and a user there must never take
/// each other's tickets for theirs, and deployments of two servers may have the same name.
/// </summary>
internal static class ServerMark
{
    public static string Of(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "server-mark");
        if (File.Exists(file)) return File.ReadAllText(file).Trim();
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var draft = $"{file}.new";
        using (var stream = new FileStream(draft, FileMode.Create))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(mark + "\n"));
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file);
        return mark;
    }
}
