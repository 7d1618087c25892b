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
    private static readonly SectionShape TcpShape = CheckKeys.Check.Sections[3];
    private static readonly SectionShape QueryShape = CheckKeys.Check.Sections[4];

    public static Suite Read(IEnumerable<YamlNode> items)
    {
        ImmutableArray<YamlMap> checks = [.. items.OfType<YamlMap>()];
        return new Suite(
            [.. Of(checks, HttpShape).Select(s => Http(s, "http", NameOf(s.Map)))],
            [.. Of(checks, CommandShape).Select(s => new CommandCheck(
                NameOf(s.Map), s.Said("command"), s.Time("timeout")) { JUnit = s.Text("junit") ?? "" })],
            [.. Of(checks, MetricShape).Select(Metric), .. Of(checks, QueryShape).Select(Query)])
        {
            Tcp = [.. Of(checks, TcpShape).Select(s => new TcpCheck(
                NameOf(s.Map), s.Said("tcp"), s.Time("timeout"), s.Whole("attempts"), s.Time("interval")))],
        };
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
        if (check["name"] is YamlText { Text: var name }) return name;
        var first = CheckKeys.Check.FirstKeys.FirstOrDefault(key => check[key] is YamlText) ?? HttpShape.Keys[0].Name;
        var said = check[first] is YamlText { Text: var text } ? text : "";
        var made = said.Replace("{target}", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();
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
        check.Time("interval"))
    {
        Headers = check.Texts("headers"),
        CertificateValid = check.TimeOrNone("certificate-valid"),
    };

    private static MetricCheck Metric(Section check) => new(
        NameOf(check.Map),
        check.Said("url"),
        check.Said("metric"),
        check.Text("per"),
        check.Number("max"),
        check.Time("for"),
        check.Time("interval"),
        check.Whole("minimum-samples"))
    {
        Delay = check.Time("delay"),
    };

    private static MetricCheck Query(Section check) => new(
        NameOf(check.Map),
        check.Said("url"),
        NameOf(check.Map),
        null,
        check.NumberOrNone("max"),
        check.Time("for"),
        check.Time("interval"),
        check.Whole("minimum-samples"))
    {
        Query = check.Said("prometheus"),
        Baseline = check.Text("baseline") ?? "",
        MaxRatio = check.NumberOrNone("max-ratio"),
        Min = check.NumberOrNone("min"),
        Delay = check.Time("delay"),
        FailureLimit = check.Whole("failure-limit"),
        ErrorLimit = check.NumberOrNone("error-limit") is { } limit ? (int)limit : null,
    };
}
