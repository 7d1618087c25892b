using System.Runtime.CompilerServices;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Core.Tests.Catalog;

/// <summary>Service files for tests: the example of the product, and the least there can be.</summary>
internal static class ServiceFiles
{
    public const string Small = """
        name: tiny
        people: { Release Manager: ada }
        environments:
          - name: staging
            targets: [{ name: one, folder: /srv/tiny/staging, url: "http://127.0.0.1:1" }]
          - name: production
            targets: [{ name: one, folder: /srv/tiny/production, url: "http://127.0.0.1:2" }]
        smoke:
          - http: "{target}/health"
        """;

    public static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here) ?? "", "../../../src/Plimsoll.Files/Catalog"));

    public static string Example => File.ReadAllText(Path.Combine(Folder(), "example.plimsoll.yaml"));

    public static ServiceFile Read(string text) => ServiceFileReader.Read("plimsoll.yaml", text);

    /// <summary>The one service of a file that has no errors.</summary>
    public static ServiceDefinition OnlyService(string text)
    {
        var file = Read(text);
        Assert.True(!file.HasErrors, ServiceFileReport.Render(file));
        return Assert.Single(file.Services);
    }

    /// <summary>The only problem of a file, as the report writes it.</summary>
    public static string OnlyProblem(string text) => ServiceFileReport.Line(Assert.Single(Read(text).Problems));

    public static string SmallWith(string before, string after)
    {
        Assert.Contains(before, Small, StringComparison.Ordinal);
        return Small.Replace(before, after, StringComparison.Ordinal);
    }
}
