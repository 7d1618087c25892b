using Plimsoll.Core.Vault;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Tests.Vault;

/// <summary>What lies on disk, and who can open it.</summary>
public sealed class SealedSecrets : IDisposable
{
    private const string Value = "correct-horse-battery-staple";
    private static readonly Secret Database = Secret.Empty with { Name = "DB", Service = "shop" };
    private readonly DataFolder _folder = new();

    private string KeyFile => Path.Combine(_folder.Path, "secrets-key");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_value_comes_back_for_work_and_lies_nowhere_on_disk()
    {
        await With(async vault =>
        {
            Assert.Equal(1, await Keep(vault, Value));
            Assert.Equal(Value, await Reveal(vault, 1));
        });

        Assert.False(_folder.Holds(Value));
        Assert.False(_folder.Holds(Convert.ToBase64String("correct-horse-battery"u8)));
        Assert.DoesNotContain(Value, await File.ReadAllTextAsync(KeyFile, Stop), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public async Task Every_version_stays_until_the_secret_is_removed_and_then_all_are_gone()
    {
        await With(async vault =>
        {
            await Keep(vault, Value);
            Assert.Equal(2, await Keep(vault, "another-value-entirely"));
            Assert.Equal((Value, "another-value-entirely"), (await Reveal(vault, 1), await Reveal(vault, 2)));
            await vault.Remove(Database, Stop);
            Assert.Null(await Reveal(vault, 2));
        });
    }

    [Fact]
    public async Task A_version_on_record_is_never_counted_again()
    {
        await With(async vault => Assert.Equal(8, await vault.Keep(
            Database with { Version = 7 }, Read(Value), SecretSource.Kept, Stop)));
    }

    [Fact]
    public async Task A_new_key_opens_everything_and_the_old_one_nothing()
    {
        await With(vault => Keep(vault, Value));
        var old = await File.ReadAllTextAsync(KeyFile, Stop);
        await With(async vault => Assert.Equal(1, await vault.RotateKey(Stop)));

        await With(async vault => Assert.Equal(Value, await Reveal(vault, 1)));
        Assert.NotEqual(old, await File.ReadAllTextAsync(KeyFile, Stop));
        Assert.Single(await File.ReadAllLinesAsync(KeyFile, Stop));
        await File.WriteAllTextAsync(KeyFile, old, Stop);
        var refused = await Assert.ThrowsAsync<SecretsUnusable>(() => With(_ => Task.CompletedTask));
        Assert.Contains("which the key file does not hold", refused.Message);
    }

    [Theory]
    [InlineData("UPDATE secret SET name = 'OTHER'")]
    [InlineData("UPDATE secret SET service = ''")]
    [InlineData("UPDATE secret SET environment = 'production'")]
    [InlineData("UPDATE secret SET version = 2")]
    [InlineData("UPDATE secret SET fetched = 1")]
    [InlineData("UPDATE secret SET sealed = CAST(substr(sealed, 1, 20) || iif(substr(sealed, 21, 1) = x'00', x'01', x'00') || substr(sealed, 22) AS BLOB)")]
    [InlineData("UPDATE secret SET wrapped = CAST(substr(wrapped, 1, 40) || iif(substr(wrapped, 41, 1) = x'00', x'01', x'00') || substr(wrapped, 42) AS BLOB)")]
    [InlineData("UPDATE secret SET sealed = x'00'")]
    public async Task What_was_moved_or_changed_is_not_opened_and_no_server_starts(string change)
    {
        await With(vault => Keep(vault, Value));

        _folder.Run(change);

        var refused = await Assert.ThrowsAsync<SecretsUnusable>(() => With(_ => Task.CompletedTask));
        Assert.Contains("is not what was sealed", refused.Message);
    }

    [Fact]
    public async Task Without_its_key_file_no_server_starts_and_none_makes_a_new_one()
    {
        await With(vault => Keep(vault, Value));
        File.Delete(KeyFile);

        var refused = await Assert.ThrowsAsync<SecretsUnusable>(() => With(_ => Task.CompletedTask));

        Assert.Contains($"The key file {KeyFile} is missing", refused.Message);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_command_is_asked_each_time_and_its_answers_are_masked_after_a_restart_too()
    {
        var answer = Path.Combine(_folder.Path, "answer");
        await File.WriteAllTextAsync(answer, "first-answer-of-it\n", Stop);
        await With(async vault =>
        {
            await vault.Keep(Database, Read($"cat {answer}"), SecretSource.Command, Stop);
            Assert.Equal("first-answer-of-it", await Reveal(vault, 1));
            await File.WriteAllTextAsync(answer, "second-answer-of-it\n", Stop);
            Assert.Equal("second-answer-of-it", await Reveal(vault, 1));
        });
        File.Delete(answer);

        await With((_, mask) =>
        {
            Assert.Equal("*** and ***", mask.Text("first-answer-of-it and second-answer-of-it"));
            return Task.CompletedTask;
        });
        Assert.False(_folder.Holds("first-answer-of-it"));
    }

    [Theory]
    [InlineData("exit 3", "ended with exit code 3")]
    [InlineData("head -c 70000 /dev/zero | tr '\\0' x", "printed more than 64 KiB")]
    [InlineData("echo short", "has less than 8 characters")]
    [InlineData("printf '\\377\\376\\377\\376\\377\\376\\377\\376'", "printed no UTF-8 text")]
    [InlineData("printf 'zero\\000inside-it'", "holds a zero character")]
    public async Task A_command_that_gives_no_secret_says_why(string line, string told)
    {
        await With(async vault =>
        {
            await vault.Keep(Database, Read(line + " # asks"), SecretSource.Command, Stop);
            var (value, whyNot) = await vault.Reveal(new FrozenSecret("DB", "shop", "", 1), Stop);
            Assert.Null(value);
            Assert.Contains(told, whyNot);
        });
    }

    [Fact]
    public void A_value_printed_by_mistake_is_no_value() => Assert.Equal("***", $"{Read(Value)}");

    private static SecretValue Read(string text) => SecretValue.Read(text).Value!;

    private static Task<int> Keep(SecretVault vault, string value) =>
        vault.Keep(Database, Read(value), SecretSource.Kept, Stop);

    private static async Task<string?> Reveal(SecretVault vault, int version) =>
        (await vault.Reveal(new FrozenSecret("DB", "shop", "", version), Stop)).Value?.Reveal();

    private Task With(Func<SecretVault, Task> act) => With((vault, _) => act(vault));

    private async Task With(Func<SecretVault, Mask, Task> act)
    {
        await using var journal = _folder.Open();
        var mask = new Mask();
        using var vault = await SecretVault.Open(journal, KeyFile, mask, TimeProvider.System, Stop);
        await act(vault, mask);
    }
}
