using System.Text;
using System.Text.Json;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Guide.Writing;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>The sidecar as <c>guide export --sidecar</c> writes it and <c>guide schema --sidecar</c> describes
/// it.</summary>
public sealed class SidecarsWritten
{
    private const string Guide = "## Deployment\n- [ ] Deploy to production\n- [ ] Verify the gulls (QA Lead)\n";

    [Theory]
    [InlineData("")]
    [InlineData("severities: {SEV1: {response: 15m, updates: 90s}, 'Hull \"breach\"': {severity: critical, updates: 2h}}\n")]
    [InlineData("calendar: {time-zone: Europe/Berlin, work-days: [monday, friday], holidays: [2026-12-25]}\n")]
    [InlineData("retrospective: booked\nchanges: second-person\n")]
    [InlineData("items: {verify-the-gulls: {suite: [smoke, gulls]}}\n")]
    public void Markdown_and_sidecar_together_say_what_the_playbook_says(string sidecar)
    {
        var playbook = Compile(Guide, sidecar);
        var back = Compile(PlaybookMarkdown.Write(playbook), SidecarText.Of(playbook));
        Assert.Equal(Policies(playbook), Policies(back));
    }

    [Fact]
    public void The_severities_of_every_guide_come_back()
    {
        foreach (var file in SomeGuide.DevelopmentFiles())
        {
            var playbook = GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file)).Playbook;
            Assert.Equal(Policies(playbook), Policies(Compile(Guide, SidecarText.Of(playbook))));
        }
    }

    [Fact]
    public void The_reader_knows_every_key_of_the_schema_and_no_other()
    {
        using var schema = JsonDocument.Parse(SidecarSchema.Json);
        string[] Keys(string section) => [.. schema.RootElement.GetProperty("$defs").GetProperty(section)
            .GetProperty("properties").EnumerateObject().Select(key => key.Name)];
        foreach (var (section, before) in ((string, string)[])
            [("sidecar", ""), ("item", "items:\n  x:\n    "), ("guide-defaults", "defaults:\n  "),
                ("calendar", "calendar:\n  "), ("severity", "severities:\n  SEV1:\n    "),
                ("concepts", "concepts:\n  - "), ("sections", "sections:\n  - "), ("audiences", "audiences:\n  - ")])
        {
            Assert.NotEmpty(Keys(section));
            Assert.All(Keys(section), key => Assert.DoesNotContain(Read($"{before}{key}: 1\n"), IsUnknown));
            Assert.Contains(Read($"{before}gulls: 1\n"), IsUnknown);
        }
        Assert.Equal(GuideWords.ItemKeys.Order(StringComparer.Ordinal), Keys("item").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reference_of_the_schema_leads_somewhere_and_every_definition_is_used()
    {
        using var schema = JsonDocument.Parse(SidecarSchema.Json);
        Assert.All(schema.RootElement.GetProperty("$defs").EnumerateObject(), one =>
            Assert.Contains($"\"#/$defs/{one.Name}\"", SidecarSchema.Json, StringComparison.Ordinal));
    }

    private static IEnumerable<Lint> Read(string yaml) =>
        GuideSidecarReader.Read("guide.plimsoll.yaml", Encoding.UTF8.GetBytes(yaml)).Problems;

    private static bool IsUnknown(Lint lint) => lint.Code == "KEY";

    private static Playbook Compile(string guide, string sidecar)
    {
        var compilation = GuideSources.Compile(new ApplyGuide("guide.md", Encoding.UTF8.GetBytes(guide),
            new NamedFile("guide.plimsoll.yaml", Encoding.UTF8.GetBytes(sidecar))));
        Assert.DoesNotContain(compilation.Lint, lint => lint.Level == "error" && lint.File != "");
        return compilation.Playbook;
    }

    // Where a severity was written is no part of what it says.
    private static string Policies(Playbook playbook) => PlaybookJson.Write(playbook with
    {
        Guide = "", GuideSha256 = "", Hash = "", Items = 0, Outputs = new(0, 0, 0, 0),
        Checks = [.. playbook.Checks.Where(check => !check.Bindings.IsEmpty).Select(CheckLikeness.Of)],
        Severities = [.. playbook.Severities.Select(rule => rule with { Line = 0 })],
    });
}
