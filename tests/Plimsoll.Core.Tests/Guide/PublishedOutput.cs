using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Evidence;
using Plimsoll.Files.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class PublishedOutput
{
    private static readonly JsonElement Schema = JsonDocument.Parse(GuideCheckSchema.Json).RootElement;

    [Fact]
    public void The_reference_guide_prints_what_the_schema_says() => Assert.Empty(Mistakes(SomeGuide.Reference()));

    [Fact]
    public void Every_guide_prints_what_the_schema_says()
    {
        foreach (var file in SomeGuide.DevelopmentFiles())
            Assert.Empty(Mistakes(GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file))));
    }

    [Fact]
    public void The_schema_refuses_what_is_missing_wrong_or_not_described()
    {
        var json = GuideReport.Json(SomeGuide.Of("- [ ] Deploy to production"));
        foreach (var (from, to) in (ImmutableArray<(string, string)>)
        [
            ("\"mode\":\"auto\"", "\"mode\":\"never\""), ("\"items\":1,", ""), ("\"line\":1", "\"line\":\"1\""),
            ("\"lint\":", "\"surprise\":1,\"lint\":"),
        ])
        {
            using var changed = JsonDocument.Parse(json.Replace(from, to, StringComparison.Ordinal));
            Assert.NotEmpty(new JsonShape(Schema).Mistakes(changed.RootElement));
        }
    }

    [Fact]
    public void What_was_noticed_is_sarif_that_the_reader_reads()
    {
        var sarif = GuideSarif.Write("1.0", [("guides/my guide.md", SomeGuide.Of("- [x] Deploy to production"))]);
        using var json = JsonDocument.Parse(sarif);
        var run = json.RootElement.GetProperty("runs")[0];
        var result = run.GetProperty("results").EnumerateArray()
            .First(one => one.GetProperty("ruleId").GetString() == "PRECHECKED");
        var rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[
            result.GetProperty("ruleIndex").GetInt32()];
        Assert.Equal("PRECHECKED", rule.GetProperty("id").GetString());
        Assert.NotEqual("", rule.GetProperty("help").GetProperty("text").GetString());
        Assert.Equal(("warning", "Write [ ]."),
            (result.GetProperty("level").GetString(), result.GetProperty("properties").GetProperty("fix").GetString()));
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("guides/my%20guide.md", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal((1, 1), (place.GetProperty("region").GetProperty("startLine").GetInt32(),
            place.GetProperty("region").GetProperty("startColumn").GetInt32()));
        Assert.Null(SarifReader.Read("it", Encoding.UTF8.GetBytes(sarif)).Reading.Problem);
    }

    [Fact]
    public void Every_remark_the_compiler_makes_is_a_rule_with_help()
    {
        var codes = SomeGuide.DevelopmentFiles().SelectMany(file => GuideCompiler.Compile(
            Path.GetFileName(file), File.ReadAllBytes(file)).Lint).Select(lint => lint.Code).Distinct();
        Assert.Empty(codes.Except(GuideSarif.Rules.Select(rule => rule.Id)));
        Assert.All(GuideSarif.Rules, rule => Assert.Contains(rule.Level, (string[])["error", "warning", "note"]));
    }

    private static IReadOnlyList<string> Mistakes(Compilation guide)
    {
        using var json = JsonDocument.Parse(GuideReport.Json(guide));
        return new JsonShape(Schema).Mistakes(json.RootElement);
    }
}
