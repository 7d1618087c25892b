using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Cli;

/// <summary>Certificates that are trusted beside the system's: a company's own authority.</summary>
internal static class Authorities
{
    /// <summary>Null where none are named: the system's alone.</summary>
    public static X509ChainPolicy? Trusted(string file)
    {
        if (file == "") return null;
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            trust.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new Failure(ExitCodes.Failed, $"{file} holds no certificates that can be read.", unread.Message,
                "Name a PEM file with --ca-file, PLIMSOLL_CA_FILE or caFile in cli.yaml.");
        }

        if (trust.CustomTrustStore.Count == 0)
            throw new Failure(ExitCodes.Failed, $"{file} holds no certificate.", "Not one was found between BEGIN and END.",
                "Name a PEM file with --ca-file, PLIMSOLL_CA_FILE or caFile in cli.yaml.");
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        trust.CustomTrustStore.AddRange(system.Certificates);
        return trust;
    }
}
