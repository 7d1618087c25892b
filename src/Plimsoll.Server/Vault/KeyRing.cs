using System.Collections.Immutable;
using System.Security.Cryptography;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Vault;

/// <summary>A key that seals data keys.</summary>
/// <param name="Id">A digest of it, so that a damaged key is noticed.</param>
internal sealed record NamedKey(string Id, byte[] Bytes)
{
    private const int Size = 32;

    public static NamedKey New() => Of(RandomNumberGenerator.GetBytes(Size));

    public static NamedKey? Read(string line)
    {
        var bytes = new byte[Size];
        return line.Split(' ') is [var id, var text]
            && Convert.TryFromBase64String(text, bytes, out var count) && count == Size
            && Of(bytes) is var key && key.Id == id ? key : null;
    }

    public string Line => $"{Id} {Convert.ToBase64String(Bytes)}";

    public override string ToString() => $"key {Id}";

    private static NamedKey Of(byte[] bytes) =>
        new(Convert.ToHexStringLower(SHA256.HashData([.. "plimsoll: key of secrets"u8, .. bytes]))[..16], bytes);
}

/// <summary>The file with the keys that seal secrets, the newest first; readable by its owner only.</summary>
internal sealed class KeyRing
{
    private readonly string _file;
    private ImmutableArray<NamedKey> _keys;

    private KeyRing(string file, ImmutableArray<NamedKey> keys) => (_file, _keys) = (file, keys);

    public NamedKey Newest => _keys[0];

    /// <param name="mayMake">No secret is sealed yet, so a new key loses nothing.</param>
    /// <exception cref="SecretsUnusable">The file is missing or damaged; the message says what to do.</exception>
    public static KeyRing Open(string file, bool mayMake)
    {
        var ring = new KeyRing(file, []);
        if (!File.Exists(file))
        {
            if (!mayMake) throw new SecretsUnusable(
                $"The key file {file} is missing, so no secret can be opened or masked. Put it back, from where it is "
                + "kept apart (no backup holds it), or name it with PLIMSOLL_SECRETS_KEY_FILE.");
            ring.Write([NamedKey.New()]);
        }
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ImmutableArray<NamedKey?> read =
            [.. File.ReadAllLines(file).Where(line => line != "").Select(NamedKey.Read)];
        if (read.IsEmpty || read.Contains(null)) throw new SecretsUnusable(
            $"The key file {file} holds something that is no key. Put the file back as it was, from where it is kept apart.");
        ring._keys = [.. read.OfType<NamedKey>()];
        return ring;
    }

    public NamedKey? Find(string id) => _keys.FirstOrDefault(key => key.Id == id);

    /// <summary>A new key before the others; <see cref="DropOld"/> once nothing needs those any more.</summary>
    public void AddNew() => Write([NamedKey.New(), .. _keys]);

    public void DropOld() => Write([Newest]);

    private void Write(ImmutableArray<NamedKey> keys)
    {
        AccessFolder.Write(_file, string.Concat(keys.Select(key => key.Line + "\n")));
        _keys = keys;
    }
}

/// <summary>Secrets cannot be opened as they lie; the message is for the person who can change that.</summary>
public sealed class SecretsUnusable(string sentence, Exception? cause = null) : Exception(sentence, cause);
