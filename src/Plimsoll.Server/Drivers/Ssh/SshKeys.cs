using Renci.SshNet;
using Renci.SshNet.Common;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>The private keys this server signs in with.</summary>
internal static class SshKeys
{
    /// <param name="away">Why the agent could not be asked: an agent that went away with whoever started it takes no key of a
    /// file away.</param>
    public static IPrivateKeySource[] Open(SshSettings settings, out HostUnreachable? away)
    {
        IPrivateKeySource[] keys = [.. OfFiles(settings), .. OfAgent(settings, out away)];
        return keys.Length > 0
            ? keys
            : throw away ?? new HostUnreachable(
                $"This server has no key to sign in with: none of {string.Join(", ", settings.Keys)} is there"
                + (settings.Agent == "" ? "" : $", and the agent at {settings.Agent} holds none") + ". Make one as "
                + "the server's user with ssh-keygen -t ed25519 and an empty passphrase, name one with PLIMSOLL_SSH_KEYS, or add one to "
                + "an agent and start the server with its SSH_AUTH_SOCK.", passes: false);
    }

    /// <summary>As messages call all that was offered.</summary>
    public static string Named(SshSettings settings) => string.Join(", ",
        [.. settings.Keys.Where(File.Exists), .. settings.Agent == "" ? [] : (string[])[$"those of the agent at {settings.Agent}"]]);

    /// <summary>One that is locked is passed over where an agent may hold it, as ssh does.</summary>
    private static IEnumerable<PrivateKeyFile> OfFiles(SshSettings settings) =>
        settings.Keys.Where(File.Exists).Select(file => Open(file, settings.Agent != "")).OfType<PrivateKeyFile>();

    private static IPrivateKeySource[] OfAgent(SshSettings settings, out HostUnreachable? away)
    {
        away = null;
        if (settings.Agent == "") return [];
        try
        {
            return new SshAgent(settings.Agent).Open();
        }
        catch (IOException gone)
        {
            away = new HostUnreachable(
                $"The agent at {settings.Agent} (SSH_AUTH_SOCK) cannot be asked for keys: {gone.Message}. Start it again and "
                + "give the server its socket, or use a key file.", passes: true, gone);
            return [];
        }
    }

    private static PrivateKeyFile? Open(string file, bool passOver)
    {
        try
        {
            return new PrivateKeyFile(file);
        }
        catch (SshPassPhraseNullOrEmptyException) when (passOver)
        {
            return null;
        }
        catch (SshPassPhraseNullOrEmptyException locked)
        {
            throw new HostUnreachable(
                $"The key {file} has a passphrase, and nobody is there to type it: use a key without one, or"
                + " add it to an agent and start the server with its SSH_AUTH_SOCK.", passes: false, locked);
        }
        catch (Exception broken) when (broken is SshException or UnauthorizedAccessException or FormatException)
        {
            throw new HostUnreachable($"The key {file} cannot be read: {broken.Message}", passes: false, broken);
        }
    }
}
