using System.Diagnostics;
using System.Text.Json.Nodes;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Cli;

/// <summary>What people get: the command line compiled ahead, here against a real server.</summary>
public sealed class TheProgramOfThisMachine : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("plimsoll-native-").FullName;
    private Shell _shell = new();

    public async ValueTask InitializeAsync()
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(House.Root, "scripts", "native.sh"))
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var program = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(program.Length > 0, await errors);
        _shell.Dispose();
        _shell = new Shell { Program = program.Trim() };
        _shell["PLIMSOLL_DATA"] = _data;
    }

    public ValueTask DisposeAsync()
    {
        _shell.Dispose();
        TempFolder.Remove(_data);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_needs_no_runtime()
    {
        _shell["DOTNET_ROOT"] = "/nowhere";

        Assert.Matches(@"^\d+\.\d+\.\d+", await Typed("--version"));
    }

    [Fact]
    public async Task It_reads_guides_and_writes_them_in_every_form()
    {
        File.Copy(Path.Combine(House.Root, "guides", "octoacme-release-and-deployment.md"),
            Path.Combine(_shell.Folder, "guide.md"));

        Assert.Contains("items =", await Typed("guide check guide.md"), StringComparison.Ordinal);
        Assert.NotEmpty(JsonNode.Parse(await Typed("guide check guide.md --json"))!["checks"]!.AsArray());
        Assert.NotNull(JsonNode.Parse(await Typed("guide check guide.md --sarif"))!["runs"]);
        Assert.Contains("guide.md:15", await Typed("guide explain guide.md 15"), StringComparison.Ordinal);
        Assert.StartsWith("{", await Typed("guide explain guide.md 15 --json"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(_shell.Folder, "written.md"), await Typed("guide export guide.md"),
            TestContext.Current.CancellationToken);
        Assert.StartsWith("{", await Typed("guide export guide.md --json"), StringComparison.Ordinal);
        Assert.Contains("time-zone", await Typed("guide export guide.md --sidecar"), StringComparison.Ordinal);
        await Typed("guide diff guide.md written.md");
        foreach (var schema in new[] { "schema", "guide schema", "guide schema --sidecar" })
            Assert.NotNull(JsonNode.Parse(await Typed(schema))!["$schema"]);
    }

    [Fact]
    public async Task It_does_what_a_person_does_with_a_server_and_checks_its_journal_without_one()
    {
        await using var server = new ServerProcess(_data);
        await server.Start();
        File.Copy(Path.Combine(House.Root, "guides", "octoacme-release-and-deployment.md"),
            Path.Combine(_shell.Folder, "guide.md"));
        _shell.File("plimsoll.yaml", Service);

        await Typed("guide apply guide.md");
        Assert.StartsWith(
            "This changes nothing", await Typed("guide diff applied guide.md"), StringComparison.Ordinal);
        await Typed("service check plimsoll.yaml");
        Assert.Equal("tiny", JsonNode.Parse(await Typed("service check plimsoll.yaml --json"))!
            ["services"]![0]!["name"]!.GetValue<string>());
        await Typed("service apply plimsoll.yaml");
        Assert.Contains("tiny", await Typed("service list"), StringComparison.Ordinal);
        await Typed("service hold tiny staging --reason \"not now\"");
        Assert.Equal("[]", (await Typed("release list --json")).Trim());
        await Typed("incident declare \"Nothing answers\" --severity high");
        Assert.Equal("INC-1", JsonNode.Parse(await Typed("incident show 1 --json"))!
            ["summary"]!["id"]!.GetValue<string>());
        Assert.Equal("not-found", JsonNode.Parse((await Type("release why tiny 1.0.0 --json")).Err)!
            ["code"]!.GetValue<string>());
        Assert.Contains("token", await Typed("doctor"), StringComparison.Ordinal);
        await Typed("journal export --output journal.jsonl");
        var online = await Typed("journal verify");
        await server.Kill();

        Assert.Equal(online, await Typed($"journal verify --data {_data}"));
        Assert.Equal(online, await Typed("journal verify --file journal.jsonl"));
    }

    private const string Service = """
        name: tiny
        repository: .
        people: { Release Manager: Ada }
        artifact: { file: tiny.tar.gz }
        environments:
          - { name: staging, targets: [{ name: one, folder: targets/one }] }
          - { name: production, backup: none because "a test", targets: [{ name: two, folder: targets/two }] }
        """;

    private async Task<string> Typed(string line)
    {
        var said = await Type(line);
        Assert.True(said.Code == 0, $"plimsoll {line} ended with {said.Code}: {said.Err}");
        return said.Out;
    }

    private Task<Said> Type(string line) => _shell.Type(line, TestContext.Current.CancellationToken);
}
