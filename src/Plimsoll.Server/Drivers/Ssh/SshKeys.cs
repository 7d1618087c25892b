using Renci.SshNet;
using Renci.SshNet.Common;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>The private keys this server signs in with.</summary>
internal static class SshKeys
{
    public static IPrivateKeySource[] Open(SshSettings settings)
    {
        IPrivateKeySource[] keys = [.. settings.Keys.Where(File.Exists).Select(Open)];
        return keys.Length > 0
            ? keys
            : throw new HostUnreachable(
                $"This server has no key to sign in with: none of {string.Join(", ", settings.Keys)} is there. Make one as "
                + "the server's user with ssh-keygen -t ed25519 and an empty passphrase, or name one with PLIMSOLL_SSH_KEYS.", passes: false);
    }

    private static PrivateKeyFile Open(string file)
    {
        try
        {
            return new PrivateKeyFile(file);
        }
        catch (SshPassPhraseNullOrEmptyException locked)
        {
            throw new HostUnreachable(
                $"The key {file} has a passphrase, and nobody is there to type it: use a key without one.", passes: false, locked);
        }
        catch (Exception broken) when (broken is SshException or UnauthorizedAccessException or FormatException)
        {
            throw new HostUnreachable($"The key {file} cannot be read: {broken.Message}", passes: false, broken);
        }
    }
}
