using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>From checked YAML to smoke tests, verification and health checks.</summary>
internal static class SuiteReading
{
    private const int LongestName = 60;

    private static readonly SectionShape HttpShape = CheckKeys.Check.Sections[0];
    private static readonly SectionShape CommandShape = CheckKeys.Check.Sections[1];
    private static readonly SectionShape MetricShape = CheckKeys.Check.Sections[2];

    public static Suite Read(IEnumerable<YamlNode> items)
    {
        ImmutableArray<YamlMap> checks = [.. items.OfType<YamlMap>()];
        return new Suite(
            [.. Of(checks, HttpShape).Select(s => Http(s, "http", NameOf(s.Map)))],
            [.. Of(checks, CommandShape).Select(s => new CommandCheck(
                NameOf(s.Map), s.Said("command"), s.Time("timeout")))],
            [.. Of(checks, MetricShape).Select(Metric)]);
    }

    /// <summary>A health check: an address alone, or with what its answer must be.</summary>
    public static HttpCheck? Health(YamlNode? node) => node switch
    {
        YamlMap map => Http(new Section(map, EnvironmentKeys.Health), "url", "health"),
        YamlText url => Health(new YamlMap(url.Place, [new(new YamlText(url.Place, "url", Plain: true), url)])),
        _ => null,
    };

    /// <summary>As written, or made from what is checked, so that a page can say which check failed.</summary>
    public static string NameOf(YamlMap check)
    {
        var first = HttpShape.Keys[0].Name;
        if (check["name"] is YamlText { Text: var name }) return name;
        var made = check[first] is YamlText { Text: var url } ? url.Replace("{target}", "", StringComparison.Ordinal)
            : check["command"] is YamlText { Text: var command } ? command
            : check["metric"] is YamlText { Text: var metric } ? metric
            : "";
        made = made.ReplaceLineEndings(" ").Trim();
        return made.Length switch { 0 => first, > LongestName => made[..LongestName], _ => made };
    }

    private static IEnumerable<Section> Of(ImmutableArray<YamlMap> checks, SectionShape shape) =>
        from check in checks where check[shape.Keys[0].Name] is not null select new Section(check, shape);

    private static HttpCheck Http(Section check, string address, string name) => new(
        name,
        check.Said(address),
        check.Whole("status"),
        check.Text("body-contains"),
        check.Texts("json"),
        check.TimeOrNone("max-latency"),
        check.Time("timeout"),
        check.Whole("attempts"),
        check.Time("interval"));

    private static MetricCheck Metric(Section check) => new(
        NameOf(check.Map),
        check.Said("url"),
        check.Said("metric"),
        check.Text("per"),
        check.Number("max"),
        check.Time("for"),
        check.Time("interval"),
        check.Whole("minimum-samples"));
}
