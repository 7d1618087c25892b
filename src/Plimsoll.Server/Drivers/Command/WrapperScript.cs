using System.Security.Cryptography;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>The ticket wrapper as it is shipped inside the program.</summary>
internal static class WrapperScript
{
    public static byte[] Bytes { get; } = Read();

    /// <summary>Named by its digest: a shell reads its script while it runs, so it is never overwritten.</summary>
    public static string Name { get; } = $"ticket-{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..12]}.sh";

    private static byte[] Read()
    {
        using var stream = typeof(WrapperScript).Assembly.GetManifestResourceStream("ticket.sh")
            ?? throw new InvalidOperationException("This build lacks the ticket wrapper.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
