using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Vault;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>The key of the secrets is in a file of each server, and all of them have to have the same.</summary>
public sealed class RotatingTheKey(Postgres postgres)
{
    private static readonly Secret Known = Secret.Empty with { Name = "DB", Service = "shop" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_on_a_database_starts_again_with_the_new_key_and_another_with_the_old_one_does_not()
    {
        await using var house = await LiveHouse.Open();
        var database = await postgres.NewDatabase();
        await house.Restart(settings => settings with { Database = database });
        var version = await Vault(house).Keep(Known, SecretValue.Read("the value of Ada").Value!, SecretSource.Kept, Stop);
        var (key, old) = (Path.Combine(house.DataFolder, "secrets-key"), Path.Combine(house.DataFolder, "key-of-before"));
        File.Copy(key, old);

        await house.Do("Grace", "secrets/rotate-key", new { });
        await house.Restart(settings => settings);

        Assert.Equal("the value of Ada", (await Vault(house).Reveal(new FrozenSecret("DB", "shop", "", version), Stop)).Value?.Reveal());
        using var other = new DataFolder();
        await using var journal = PostgresJournal.Open(new PostgresSettings(other.Path, database));
        await Assert.ThrowsAsync<SecretsUnusable>(() => SecretVault.Open(journal, old, new Mask(), TimeProvider.System, Stop));
    }

    [Fact]
    public async Task While_another_server_is_here_that_seals_with_the_old_one_nothing_is_rotated()
    {
        await using var house = await LiveHouse.Open();
        var database = await postgres.NewDatabase();
        await house.Restart(settings => settings with { Database = database });
        var key = Vault(house).KeyId;
        await Moves.Run(database, $"""
            INSERT INTO node (id, name, address, version, began_at, beat_at, position, ahead, state)
            VALUES ('n00000001', 'other:5000', 'https://other', '0.1.0', 0, {NodeTable.Milliseconds} + 600000, 1, 0, 'serves')
            """);

        var (status, text) = await house.Ask("Grace", "secrets/rotate-key", new { });

        Assert.Equal(409, status);
        Assert.Contains("other:5000 (https://other)", text, StringComparison.Ordinal);
        Assert.Equal(key, Vault(house).KeyId);
    }

    private static SecretVault Vault(LiveHouse house) => house.Services.GetRequiredService<SecretVault>();
}
