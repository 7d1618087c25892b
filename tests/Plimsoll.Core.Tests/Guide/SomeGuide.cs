using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>Guides by name: the one the product ships, the ones of others where they are present, and made-up
/// ones.</summary>
internal static class SomeGuide
{
    public const string ReferenceName = "octoacme-release-and-deployment.md";

    public static byte[] ReferenceBytes =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "guides", ReferenceName));

    public static Compilation Reference() => GuideCompiler.Compile(ReferenceName, ReferenceBytes);

    public static Compilation Of(string markdown) =>
        GuideCompiler.Compile("guide.md", Encoding.UTF8.GetBytes(markdown));

    /// <summary>The one check of a guide with one line under one heading.</summary>
    public static Check Line(string heading, string line) =>
        Of($"# Guide\n\n## {heading}\n{line}\n").Playbook.Checks.First(check => check.Line == 4);

    public static Golden ReferenceGolden() =>
        Golden.Read(Path.Combine(AppContext.BaseDirectory, "Guide", "golden", "seed.tsv"));

    /// <summary>The folder of guides that stands beside the repository; empty where it is absent.</summary>
    public static string SharedFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "guides");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return "";
    }

    public static IEnumerable<string> DevelopmentFiles()
    {
        var shared = SharedFolder();
        Assert.SkipWhen(shared.Length == 0, "The development guides are not beside this clone.");
        return Directory.EnumerateFiles(Path.Combine(shared, "dev"), "*.md", SearchOption.AllDirectories).Order();
    }
}
