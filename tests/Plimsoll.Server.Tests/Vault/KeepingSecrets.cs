using System.Text.Json;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Vault;

/// <summary>Values go in by the command line and never come back.</summary>
public sealed class KeepingSecrets
{
    private const string Value = "pa55word of the database";

    [Fact]
    public async Task A_value_from_standard_input_is_kept_and_only_its_name_is_told()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{}");

        var said = await house.Type("secret set DB --service shop --environment staging", Value + "\n");
        var list = await house.Type("secret list");

        Assert.Equal(0, said.Code);
        Assert.Matches(@"DB\s+shop\s+staging\s+1\s+kept\s+Grace", list.Out);
        Assert.DoesNotContain(Value, said.Out + said.Err + list.Out + list.Err + await house.Get("secrets"));
        Assert.DoesNotContain(Value, await house.Get("journal/export"));
        Assert.Contains("\"secret-set\"", await house.Get("journal/export"));
        await house.NowhereInTheData(Value);
    }

    [Fact]
    public async Task A_file_is_read_without_its_last_line_end_and_both_ways_at_once_are_refused()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{}");
        house.Shell.File("key.pem", "-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----\n");

        Assert.Equal(0, (await house.Type("secret set KEY --service shop --file key.pem")).Code);
        var both = await house.Type("secret set KEY --file key.pem --command date");

        Assert.Equal((2, true), (both.Code, both.Err.Contains("Both --file and --command", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_set_is_a_version_and_what_is_removed_is_not_listed()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{}");
        await house.Set("DB", Value);
        await house.Set("DB", "the second value of it");

        Assert.Equal([2], Secrets(await house.Get("secrets")).Select(s => s.Version));
        Assert.Equal(0, (await house.Type("secret remove DB --service shop")).Code);
        Assert.Empty(Secrets(await house.Get("secrets")));
        Assert.Equal(1, (await house.Type("secret remove DB --service shop")).Code);
        await house.Set("DB", "the third value of it");
        Assert.Equal([3], Secrets(await house.Get("secrets")).Select(s => s.Version));
    }

    [Theory]
    [InlineData("short", "less than 8 characters")]
    [InlineData("zero\0inside it", "zero character")]
    public async Task A_value_that_cannot_be_masked_or_given_is_refused(string value, string told)
    {
        await using var house = await VaultHouse.Open();

        var (status, text) = await house.Send(
            HttpMethod.Post, "api/v1/secrets/set", new SetSecretBody("DB", "", "", value, ""));

        Assert.Equal(422, status);
        Assert.Contains(told, text);
    }

    [Fact]
    public async Task What_the_journal_tells_already_is_no_secret()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{ GREETING: hello-everybody }");

        var (status, text) = await house.Send(
            HttpMethod.Post, "api/v1/secrets/set", new SetSecretBody("DB", "", "", "hello-everybody", ""));

        Assert.Equal(422, status);
        Assert.Contains("stands in the journal already, at position", text);
        Assert.Empty(Secrets(await house.Get("secrets")));
    }

    [Fact]
    public async Task A_service_file_that_holds_a_value_is_refused_and_the_answer_does_not_repeat_it()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{}");
        await house.Set("DB", Value);

        var (status, text) = await house.Send(HttpMethod.Post, "api/v1/services/apply", new ApplyServices(
            "plimsoll.yaml", house.Yaml($"{{ DB: \"{Value}\" }}")));

        Assert.Equal(422, status);
        Assert.Contains("holds the value of a secret in the clear", text);
        Assert.DoesNotContain(Value, text);
    }

    [Fact]
    public async Task Sent_twice_under_one_key_it_is_one_version()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{}");
        foreach (var _ in (int[])[1, 2])
            await house.PostOnce("secrets/set", new SetSecretBody("DB", "shop", "", Value, ""), "same-key");

        Assert.Equal([1], Secrets(await house.Get("secrets")).Select(s => s.Version));
    }

    [Fact]
    public async Task Another_value_under_the_same_key_is_refused_and_not_lost_in_silence()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{}");
        await house.PostOnce("secrets/set", new SetSecretBody("DB", "shop", "", Value, ""), "same-key");

        var (status, text) = await house.SendOnce("secrets/set", new SetSecretBody("DB", "shop", "", $"another {Value}", ""), "same-key");

        Assert.Equal(422, status);
        Assert.Contains("was used for another request", text);
    }

    [Fact]
    public async Task One_that_was_set_again_stays_though_its_removal_is_sent_again()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{ DB: { secret: DB } }", before: "test -n \"$DB\"");
        await house.Release();
        await house.Set("DB", Value);
        await house.PostOnce("secrets/remove", new SecretBody("DB", "shop", ""), "same-key");
        await house.Set("DB", $"another {Value}");

        await house.PostOnce("secrets/remove", new SecretBody("DB", "shop", ""), "same-key");

        Assert.Equal("Succeeded", $"{(await house.Deploy("d1")).Status}");
    }

    [Fact]
    public async Task After_a_new_key_and_a_restart_work_still_gets_its_value()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{ DB: { secret: DB } }", before: $"test \"$(printf %s \"$DB\" | cut -c1-4)\" = pa55");
        await house.Release();
        await house.Set("DB", Value);

        Assert.Equal(0, (await house.Type("secret rotate-key")).Code);
        await house.End();
        await house.Start();

        Assert.Equal("Succeeded", $"{(await house.Deploy("d1")).Status}");
    }

    private static SecretView[] Secrets(string json) =>
        JsonSerializer.Deserialize<SecretView[]>(json, JsonSerializerOptions.Web)!;
}
