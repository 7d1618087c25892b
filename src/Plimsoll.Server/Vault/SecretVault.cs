using System.Security.Cryptography;
using Plimsoll.Core.Vault;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Vault;

/// <summary>Keeps secrets sealed and opens them for work; nothing else ever gets a value.</summary>
public sealed class SecretVault : IDisposable
{
    // How often a command's answers may change until the first of them is no longer masked after a restart.
    private const int FetchedKept = 20;
    private const int Line = -1;
    private const int Value = 0;

    private readonly SecretRows _rows;
    private readonly KeyRing _keys;
    private readonly Mask _mask;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private SecretVault(SecretRows rows, KeyRing keys, Mask mask, TimeProvider clock) =>
        (_rows, _keys, _mask, _clock) = (rows, keys, mask, clock);

    /// <summary>Opens every secret once, so that the mask knows it before anything is said.</summary>
    /// <exception cref="SecretsUnusable">One cannot be opened; a server that cannot mask must not start.</exception>
    public static async Task<SecretVault> Open(
        SqlJournal journal, string keyFile, Mask mask, TimeProvider clock, CancellationToken stop)
    {
        var rows = new SecretRows(journal);
        var all = await rows.All(stop);
        var vault = new SecretVault(rows, KeyRing.Open(keyFile, mayMake: all.Count == 0), mask, clock);
        foreach (var row in all) vault.Learn(row, vault.Uncover(row));
        return vault;
    }

    /// <summary>Which key seals now; nothing can be opened with its name.</summary>
    public string KeyId => _keys.Newest.Id;

    /// <summary>Whether it has the key of that name, newest or not.</summary>
    public bool Has(string key) => _keys.Find(key) is not null;

    /// <summary>Another server may have set one: the mask learns it before anything here could say it.</summary>
    public async Task ReadAgain(CancellationToken stop)
    {
        foreach (var row in await _rows.All(stop)) Learn(row, Uncover(row));
    }

    /// <summary>By which words that hold a value are known again, and nobody without the key can guess at them.</summary>
    internal byte[] Digest(byte[] words) => HMACSHA256.HashData(_keys.Newest.Bytes, words);

    /// <summary>Seals a value, or the line of a command that prints it; answers with its version.</summary>
    /// <param name="known">The version on record; what was lost between here and there is not counted again.</param>
    public Task<int> Keep(Secret known, SecretValue value, SecretSource source, CancellationToken stop) =>
        InTurn(async () =>
        {
            var fetched = source == SecretSource.Command ? Line : Value;
            if (fetched != Line) LearnFirst(value);
            var kept = await _rows.Add(known.Name, rows => Sealed(Next(known, rows, fetched), value), stop);
            return kept!.Version;
        }, stop);

    /// <summary>Every version is deleted. The mask knows the values until the server is started again.</summary>
    public Task Remove(Secret known, CancellationToken stop) => InTurn(async () =>
    {
        await _rows.Delete(known.Name, known.Service, known.Environment, stop);
        return true;
    }, stop);

    /// <summary>The value for work that was started with this version; null with a reason.</summary>
    public async Task<(SecretValue? Value, string WhyNot)> Reveal(FrozenSecret secret, CancellationToken stop)
    {
        var found = (await _rows.Named(secret.Name, stop)).FirstOrDefault(row => row.Fetched <= Value
            && (row.Service, row.Environment, row.Version) == (secret.Service, secret.Environment, secret.Version));
        if (found is null)
            return (null, $"the secret {secret} was removed; set it again and ship again");
        // Set at another server a moment ago, it is not masked here yet.
        Learn(found, Uncover(found));
        if (found.Fetched == Value) return SecretValue.Read(Uncover(found));
        var asked = await SecretCommand.Ask(secret.Name, Uncover(found), _clock, stop);
        if (asked.Value is { } value) await Note(found, value, stop);
        return asked;
    }

    /// <summary>A new key; every secret is sealed with it in one step. Answers how many.</summary>
    /// <param name="agree">Told the new one before the old one goes: whoever is killed in between still has both.</param>
    public Task<int> RotateKey(CancellationToken stop, Func<string, Task>? agree = null) => InTurn(async () =>
    {
        _keys.AddNew();
        var all = await _rows.Replace(row => Envelope.Rewrap(row, KeyOf(row), _keys.Newest), stop);
        if (agree is not null) await agree(KeyId);
        _keys.DropOld();
        return all;
    }, stop);

    public void Dispose() => _turn.Dispose();

    /// <summary>Before work gets it: its output is masked, also by a server that is started while it runs.</summary>
    private Task Note(SecretRow line, SecretValue value, CancellationToken stop) => InTurn(async () =>
    {
        LearnFirst(value);
        return await _rows.Add(line.Name, rows =>
        {
            var earlier = rows.Where(row => row.Fetched > Value && row.Version == line.Version
                && (row.Service, row.Environment) == (line.Service, line.Environment)).ToList();
            if (earlier.Any(row => Uncover(row) == value.Reveal())) return null;
            var next = earlier.Select(row => row.Fetched).DefaultIfEmpty(Value).Max() % FetchedKept + 1;
            return Sealed(line with { Fetched = next }, value);
        }, stop);
    }, stop);

    // From here on nothing may show it, whatever becomes of the rest.
    private void LearnFirst(SecretValue value) => _mask.Learn(value.Reveal());

    private SecretRow Sealed(SecretRow place, SecretValue value) => Envelope.Seal(place, value.Reveal(), _keys.Newest);

    private void Learn(SecretRow row, string opened)
    {
        if (row.Fetched != Line) _mask.Learn(opened);
    }

    private string Uncover(SecretRow row)
    {
        try
        {
            return Envelope.Open(row, KeyOf(row));
        }
        catch (AuthenticationTagMismatchException damaged)
        {
            throw new SecretsUnusable(
                $"Version {row.Version} of the secret {row.Name} is not what was sealed. Restore the data folder and "
                + "its key file from the last good backup.", damaged);
        }
    }

    private NamedKey KeyOf(SecretRow row) => _keys.Find(row.KeyId) ?? throw new SecretsUnusable(
        $"The secret {row.Name} is sealed with the key {row.KeyId}, which the key file does not hold. Put back the key "
        + "file that belongs to this data folder, or name it with PLIMSOLL_SECRETS_KEY_FILE.");

    private async Task<T> InTurn<T>(Func<Task<T>> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private static bool IsOf(SecretRow row, Secret secret) =>
        (row.Name, row.Service, row.Environment) == (secret.Name, secret.Service, secret.Environment);

    private static SecretRow Next(Secret known, IReadOnlyList<SecretRow> rows, int fetched)
    {
        var last = rows.Where(row => IsOf(row, known)).Select(row => row.Version).Append(known.Version).Max();
        return new(known.Name, known.Service, known.Environment, last + 1, fetched, "", [], []);
    }
}
