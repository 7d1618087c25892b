using Plimsoll.Core.Deployments;

namespace Plimsoll.Server.Tests.Vault;

/// <summary>By the environment or a file of the owner's; never by an argument, a plan, a page or the journal.</summary>
public sealed class SecretsReachWork
{
    private const string Value = "pa55word of the database";
    private const string Key = "-----BEGIN KEY-----\nYWJjZGVmZ2hpamts\n-----END KEY-----";

    private const string Looks =
        """
        env | grep -c '^DB=' >"$OUT/env"; printf %s "$DB" >"$OUT/db"; cat "$KEY" >"$OUT/key";
        stat -c '%a %U' "$KEY" >"$OUT/mode"; stat -c %a "$(dirname "$KEY")" >"$OUT/folder"; echo "$KEY" >"$OUT/path";
        cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' >"$OUT/arguments"; echo "the key: $(cat "$KEY") and $DB"
        """;

    [Fact]
    public async Task A_line_finds_the_value_in_its_environment_and_in_a_file_that_goes_with_it()
    {
        var looked = Directory.CreateTempSubdirectory("plimsoll-looked-").FullName;
        await using var house = await VaultHouse.Open();
        await house.Describe(
            $"{{ OUT: {looked}, DB: {{ secret: DB }}, KEY: {{ secret: TLS_KEY, as: file }} }}",
            before: Looks.ReplaceLineEndings(" "));
        await house.Release();
        await house.Set("DB", Value);
        await house.Set("TLS_KEY", Key);

        var run = await house.Deploy("d1");

        Assert.True(run.Status == DeploymentStatus.Succeeded, run.Sentence);
        Assert.Equal([Value, Key], [Read("db"), Read("key")]);
        Assert.Equal($"600 {Environment.UserName}\n700\n", Read("mode") + Read("folder"));
        Assert.False(File.Exists(Read("path").Trim()));
        Assert.DoesNotContain(Value, Read("arguments"));
        Assert.DoesNotContain("YWJjZGVmZ2hpamts", Read("arguments"));
        await NothingIsTold(house);
        Directory.Delete(looked, recursive: true);

        string Read(string name) => File.ReadAllText(Path.Combine(looked, name));
    }

    private static async Task NothingIsTold(VaultHouse house)
    {
        var log = await house.Get("deployments/d1/log");
        Assert.Contains("the key: ***", log);
        var told = log + await house.Get("journal/export") + await house.Get("deployments/d1")
            + (await house.Send(HttpMethod.Get, "deployments/d1")).Text;
        Assert.DoesNotContain(Value, told);
        Assert.DoesNotContain("YWJjZGVmZ2hpamts", told);
        Assert.Contains("\"version\\\":1", told.Replace("\\u0022", "\\\"", StringComparison.Ordinal));
        await house.NowhereInTheData(Value);
    }

    [Fact]
    public async Task A_check_gets_it_too_and_its_words_are_masked()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe(
            "{ DB: { secret: DB }, KEY: { secret: DB, as: file } }",
            smoke: "test \"$DB\" = \"$(cat $KEY)\" && echo \"wrong: $DB\" && exit 1");
        await house.Release();
        await house.Set("DB", Value);

        var run = await house.Deploy("d1");

        Assert.Equal(DeploymentStatus.Failed, run.Status);
        Assert.Contains("It said: wrong: ***", run.Latest("smoke: smoke")!.Sentence);
        await house.NowhereInTheData(Value);
    }

    [Fact]
    public async Task A_secret_of_another_store_is_asked_for_when_the_work_starts()
    {
        await using var house = await VaultHouse.Open();
        house.Shell.File("store", Value);
        await house.Describe("{ DB: { secret: DB } }", before: "echo \"it is $DB\"; test -n \"$DB\"");
        await house.Release();
        Assert.Equal(0, (await house.Type(
            $"secret set DB --service shop --command \"cat {house.Shell.Folder}/store\"")).Code);

        Assert.Equal(DeploymentStatus.Succeeded, (await house.Deploy("d1")).Status);
        Assert.Contains("it is ***", await house.Get("deployments/d1/log"));

        File.Delete(Path.Combine(house.Shell.Folder, "store"));
        var failed = await house.Deploy("d2");
        Assert.Contains("The command of the secret DB ended with exit code 1", string.Join('\n',
            failed.Attempts.Select(a => a.Sentence)));
    }

    [Fact]
    public async Task A_deployment_that_asks_for_a_secret_nobody_set_waits_for_it()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{ DB: { secret: DB } }");
        await house.Release();

        var deploying = house.Deploy("d1");
        await OnCall.PagedHouse.Until(() => house.Run("d1").Exists, "d1 is asked for");
        Assert.Contains("plimsoll secret set DB --service shop", await house.Get("deployments/d1"));
        await house.Set("DB", Value);

        Assert.Equal(DeploymentStatus.Succeeded, (await deploying).Status);
    }

    [Fact]
    public async Task A_dry_run_names_the_secret_and_does_not_open_it()
    {
        await using var house = await VaultHouse.Open();
        await house.Describe("{ DB: { secret: DB } }");
        await house.Release();
        await house.Set("DB", Value);

        var said = await house.Type("release ship shop 1.1.0 --dry-run");

        Assert.Contains("DB=<secret:DB>", said.Out);
        Assert.DoesNotContain(Value, said.Out + said.Err);
    }
}
