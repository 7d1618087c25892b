using Npgsql;
using Plimsoll.Core.Vault;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Tests.Vault;

/// <summary>Two servers at which the same secret is set, or asked for, at the same moment.</summary>
public sealed class SecretsSetAtTwoServers(Postgres postgres) : IAsyncLifetime
{
    private static readonly Secret Known = Secret.Empty with { Name = "DB", Service = "shop", Version = 1 };

    private readonly DataFolder _folder = new();
    private readonly List<(PostgresJournal Journal, SecretVault Vault)> _servers = [];
    private NpgsqlConnectionStringBuilder _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await postgres.NewDatabase();

    [Fact]
    public async Task Each_value_has_a_version_of_its_own_and_none_takes_the_place_of_another()
    {
        var (one, other) = (await Open(), await Open());

        var versions = await AtOnce(() => Keep(one, "the value of Ada"), () => Keep(other, "the value of Bob"));

        Assert.Equal([2, 3], versions.Order());
        Assert.Equal("the value of Ada", await Reveal(other, versions[0]));
        Assert.Equal("the value of Bob", await Reveal(one, versions[1]));
    }

    [Fact]
    public async Task What_a_command_printed_at_either_is_masked_by_a_server_started_later()
    {
        var (one, other) = (await Open(), await Open());
        // Each is asked by itself and prints another answer each time.
        Assert.Equal(2, await Keep(one, "echo an-answer-of-$$", SecretSource.Command));

        var printed = await AtOnce(() => Reveal(one, 2), () => Reveal(other, 2));

        Assert.NotEqual(printed[0], printed[1]);
        var mask = new Mask();
        await Open(mask);
        Assert.Equal("*** and ***", mask.Text($"{printed[0]} and {printed[1]}"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (journal, vault) in _servers)
        {
            vault.Dispose();
            await journal.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Both have read what they read first, and wait to write; then they are let go.</summary>
    private async Task<T[]> AtOnce<T>(Func<Task<T>> one, Func<Task<T>> other)
    {
        await using var held = await HeldHead.In(_database);
        var both = Task.WhenAll(one(), other());
        await held.Until(writers: 2);
        await held.Release();
        return await both;
    }

    private async Task<SecretVault> Open(Mask? mask = null)
    {
        var folder = Path.Combine(_folder.Path, $"{_servers.Count}");
        var journal = PostgresJournal.Open(new PostgresSettings(folder, _database));
        var vault = await SecretVault.Open(
            journal, Path.Combine(_folder.Path, "secrets-key"), mask ?? new Mask(), TimeProvider.System, Stop);
        _servers.Add((journal, vault));
        return vault;
    }

    private static Task<int> Keep(SecretVault vault, string value, SecretSource source = SecretSource.Kept) =>
        vault.Keep(Known, SecretValue.Read(value).Value!, source, Stop);

    private static async Task<string?> Reveal(SecretVault vault, int version) =>
        (await vault.Reveal(new FrozenSecret(Known.Name, Known.Service, "", version), Stop)).Value?.Reveal();
}
