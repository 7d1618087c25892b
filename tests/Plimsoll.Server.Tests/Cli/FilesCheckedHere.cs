using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class FilesCheckedHere
{
    private static readonly GuideChangeView Applied = new(1, 1, "0123456789abcdef", false, [], "");

    private const string Guide = """
        # Release guide

        ## Pre-release checklist
        - [ ] PRs merged and the build green
        - [ ] Rollback plan documented
        """;

    [Fact]
    public async Task A_guide_is_compiled_without_a_server()
    {
        using var shell = new Shell();
        shell.File("guide.md", Guide);

        var said = await shell.Type("guide check guide.md");
        var json = await shell.Type("guide check guide.md --json");

        Assert.Equal((0, 0), (said.Code, json.Code));
        Assert.Contains("2 items =", said.Out, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(json.Out)?["items"]?.GetValue<int>());
        Assert.Equal("", json.Err);
        Assert.Contains("Next: plimsoll guide apply guide.md", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_guides_are_told_in_a_line_each_and_any_error_is_the_exit_code()
    {
        using var shell = new Shell();
        shell.File("good.md", Guide);
        shell.File("bad.md", "# Nothing to do");

        var both = await shell.Type("guide check good.md bad.md");
        var good = await shell.Type("guide check good.md good.md --json");

        Assert.Equal((2, 0), (both.Code, good.Code));
        Assert.Contains("good.md: 2 items =", both.Out, StringComparison.Ordinal);
        Assert.Contains("bad.md:1:1 error EMPTY", both.Out, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(good.Out)!.AsArray().Count);
    }

    [Fact]
    public async Task Remarks_are_printed_as_sarif()
    {
        using var shell = new Shell();
        shell.File("guide.md", Guide.Replace("[ ]", "[x]", StringComparison.Ordinal));

        var said = await shell.Type("guide check guide.md --sarif");

        var run = JsonNode.Parse(said.Out)!["runs"]![0]!;
        Assert.Contains(run["results"]!.AsArray(), one => one!["ruleId"]!.GetValue<string>() == "PRECHECKED");
        Assert.Equal("", said.Err);
    }

    [Fact]
    public async Task A_line_is_explained_and_two_guides_are_compared_without_a_server()
    {
        using var shell = new Shell();
        shell.File("old.md", Guide);
        shell.File("new.md", Guide + "- [ ] Threat model reviewed (required for major)\n");

        var why = await shell.Type("guide explain old.md 4");
        var diff = await shell.Type("guide diff old.md new.md");
        var again = await shell.Type("guide export new.md");

        Assert.Equal((0, 0, 0), (why.Code, diff.Code, again.Code));
        Assert.Contains("means pre-release", why.Out, StringComparison.Ordinal);
        Assert.Contains("This adds one gate to major releases.", diff.Out, StringComparison.Ordinal);
        Assert.Contains("Threat model reviewed (required for major)", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guide_that_takes_two_people_is_proposed()
    {
        await using var server = await FakeServer.Start();
        server.On("POST guide/apply", [new
        {
            position = 1, version = 1, playbook = "0123456789abcdef", proposed = true,
            effect = new[] { "This adds one gate to every release." }, approve = "anybody but Ada",
        }]);
        using var shell = new Shell(server);

        var said = await shell.Type($"guide apply {shell.File("guide.md", Guide)}");

        Assert.Equal(0, said.Code);
        Assert.Contains("is proposed as 01234567", said.Err, StringComparison.Ordinal);
        Assert.Contains("anybody but Ada", said.Err, StringComparison.Ordinal);
        Assert.Contains("This adds one gate to every release.", said.Err, StringComparison.Ordinal);
        Assert.Contains("plimsoll guide approve 01234567", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_no_guide()
    {
        using var shell = new Shell();
        File.WriteAllBytes(Path.Combine(shell.Folder, "guide.md"), [0, 1, 2, 255, 254, 0, 0, 7]);

        var said = await shell.Type("guide apply guide.md");

        Assert.Equal(2, said.Code);
        Assert.Contains("guide.md:1", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guide_is_applied_with_its_very_bytes()
    {
        await using var server = await FakeServer.Start();
        server.On("POST guide/apply", [Applied]);
        using var shell = new Shell(server);
        var file = shell.File("guide.md", Guide);

        var said = await shell.Type($"guide apply {file}");

        Assert.Equal(0, said.Code);
        var body = JsonSerializer.Deserialize(
            server.The("POST guide/apply").Body, Plimsoll.Cli.Wire.Answer<ApplyGuide>())!;
        Assert.Equal("guide.md", body.File);
        Assert.Equal(File.ReadAllBytes(file), body.Content);
    }

    [Fact]
    public async Task A_guide_goes_with_its_sidecar_and_what_it_links_to_in_its_folder()
    {
        await using var server = await FakeServer.Start();
        server.On("POST guide/apply", [Applied]);
        using var shell = new Shell(server);
        shell.File("more.md", "# More\n\n- [ ] Backup taken\n");
        shell.File("guide.plimsoll.yaml", "items: {ci-green: {owner: DevOps}}\n");
        var file = shell.File("guide.md",
            $"{Guide}\n- [ ] [More checklist](more.md) completed, see [that](../outside.md)\n");

        var check = await shell.Type("guide check guide.md");
        var said = await shell.Type($"guide apply {file}");

        Assert.Contains("4 items = 4 checks", check.Out, StringComparison.Ordinal);
        Assert.Contains("DevOps", check.Out, StringComparison.Ordinal);
        Assert.Equal(0, said.Code);
        var body = JsonSerializer.Deserialize(
            server.The("POST guide/apply").Body, Plimsoll.Cli.Wire.Answer<ApplyGuide>())!;
        Assert.Equal("guide.plimsoll.yaml", body.Sidecar?.Name);
        Assert.Equal(["more.md"], body.Linked!.Value.Select(linked => linked.Name));
    }

    [Fact]
    public async Task A_mistake_in_a_service_file_has_its_place_and_stops_before_the_server()
    {
        await using var server = await FakeServer.Start();
        using var shell = new Shell(server);
        shell.File("plimsoll.yaml", "name: storefront\nrepositry: .\n");

        var check = await shell.Type("service check plimsoll.yaml");
        var apply = await shell.Type("service apply plimsoll.yaml");

        Assert.Equal((2, 2), (check.Code, apply.Code));
        Assert.Contains("plimsoll.yaml:2:1 error", check.Out, StringComparison.Ordinal);
        Assert.Contains("repository", check.Out, StringComparison.Ordinal);
        Assert.Contains("plimsoll.yaml:2:1 error", apply.Err, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_service_file_that_holds_is_applied_as_it_is_written()
    {
        await using var server = await FakeServer.Start();
        server.On("POST services/apply", [new { position = 1, version = 1 }]);
        using var shell = new Shell(server);
        var text = File.ReadAllText(Path.Combine(House.Root, "src/Plimsoll.Files/Catalog/example.plimsoll.yaml"));
        shell.File("plimsoll.yaml", text);

        var check = await shell.Type("service check plimsoll.yaml");
        var apply = await shell.Type("service apply plimsoll.yaml");

        Assert.Equal((0, 0), (check.Code, apply.Code));
        var body = JsonSerializer.Deserialize(
            server.The("POST services/apply").Body, Plimsoll.Cli.Wire.Answer<ApplyServices>())!;
        Assert.Equal(("plimsoll.yaml", text), (body.File, body.Text));
    }

    [Fact]
    public async Task The_schema_is_data()
    {
        using var shell = new Shell();

        var said = await shell.Type("schema");

        Assert.Equal("plimsoll.yaml", JsonNode.Parse(said.Out)?["title"]?.GetValue<string>());
    }
}
