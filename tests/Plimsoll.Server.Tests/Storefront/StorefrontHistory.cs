using System.Text.Json;
using System.Xml.Linq;

namespace Plimsoll.Server.Tests.Storefront;

[Collection<StorefrontTests>]
public sealed class StorefrontHistory(StorefrontDemo demo)
{
    [Fact]
    public void The_checks_of_a_build_are_real_junit_results()
    {
        var suite = XDocument.Load(Path.Combine(demo.Built("1.2.0"), "junit.xml")).Root!.Element("testsuite")!;

        Assert.Equal("21", suite.Attribute("tests")!.Value);
        Assert.Equal(21, suite.Elements("testcase").Count());
        Assert.Equal("0", suite.Attribute("failures")!.Value);
    }

    [Fact]
    public async Task The_same_commit_gives_the_same_bytes()
    {
        var again = Path.Combine(demo.Folder, "built", "again");
        await Shell.MustRun(StorefrontDemo.Script("ci.sh"), demo.Repository, "v1.0.0", again);

        Assert.Equal(
            File.ReadAllBytes(Path.Combine(demo.Built("1.0.0"), "storefront-1.0.0.tar.gz")),
            File.ReadAllBytes(Path.Combine(again, "storefront-1.0.0.tar.gz")));
    }

    [Fact]
    public async Task The_scan_finds_a_key_in_the_first_candidate_of_1_1_0_and_nothing_in_the_next()
    {
        Assert.Equal("SF001 src/SavedBaskets.cs:10", Assert.Single(await Scan("v1.1.0-rc.1")));
        Assert.Empty(await Scan("v1.1.0"));
    }

    [Fact]
    public async Task The_history_is_the_same_every_time_and_on_the_main_line()
    {
        var second = Path.Combine(demo.Folder, "second");
        await Shell.MustRun(StorefrontDemo.Script("demo-repo.sh"), second);

        Assert.Equal(await Git(demo.Repository, "show-ref"), await Git(second, "show-ref"));
        foreach (var tag in new[] { "v1.0.0", "v1.1.0-rc.1", "v1.1.0", "v1.2.0" })
            await Git(second, "merge-base", "--is-ancestor", tag, "main");
        Assert.Equal("Ben\nInes", string.Join('\n', (await Git(second, "log", "--format=%an", "v1.0.0..v1.1.0"))
            .Split('\n').Distinct().Order()));
    }

    private async Task<List<string>> Scan(string tag)
    {
        var checkout = Path.Combine(demo.Folder, $"scan-{tag}");
        await Shell.MustRun(
            "git", "clone", "-q", "-c", "advice.detachedHead=false", "-b", tag, demo.Repository, checkout);
        await Shell.MustRun(Path.Combine(checkout, "bin", "scan"), Path.Combine(checkout, "scan.sarif"));
        var sarif = JsonDocument.Parse(File.ReadAllText(Path.Combine(checkout, "scan.sarif"))).RootElement;
        return [.. sarif.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result =>
        {
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            var file = place.GetProperty("artifactLocation").GetProperty("uri").GetString();
            var line = place.GetProperty("region").GetProperty("startLine").GetInt32();
            return $"{result.GetProperty("ruleId").GetString()} {file}:{line}";
        })];
    }

    private static Task<string> Git(string repository, params string[] arguments) =>
        Shell.MustRun("git", ["-C", repository, .. arguments]);
}
