using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Tests.House;

namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>A guide of somebody else and what people say its lines ask for. The labels are in the repository, the guide
/// is not.</summary>
/// <param name="Name">Folder and file, such as <c>other/process.md</c>.</param>
internal sealed record LabelledGuide(
    string Name, ImmutableSortedDictionary<int, LineFacts> Labels, Compilation Compilation)
{
    private const string HashMark = "# sha256 ";

    /// <summary>What the compiler read, by line.</summary>
    public ImmutableSortedDictionary<int, LineFacts> Read { get; } = Compilation.Playbook.Checks
        .Where(check => check.Line > 0).GroupBy(check => check.Line)
        .ToImmutableSortedDictionary(line => line.Key, line => LineFacts.Compiled([.. line]));

    public static IEnumerable<LabelledGuide> All()
    {
        var shared = SomeGuide.SharedFolder();
        Assert.SkipWhen(shared.Length == 0, "The labelled guides are not beside this clone.");
        return [.. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests", "guides", "labels"), "*.tsv")
            .Order(StringComparer.Ordinal).Select(labels => Of(labels, shared))];
    }

    private static LabelledGuide Of(string labels, string shared)
    {
        var stem = Path.GetFileNameWithoutExtension(labels);
        var split = stem.IndexOf("__", StringComparison.Ordinal);
        var name = $"{stem[..split]}/{stem[(split + 2)..]}.md";
        var bytes = File.ReadAllBytes(Path.Combine(shared, "dev", name));
        var lines = File.ReadAllLines(labels);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.True(lines[0] == HashMark + hash, $"{name} is not the file that was labelled.");
        return new LabelledGuide(name, LabelsOf(lines), GuideCompiler.Compile(Path.GetFileName(name), bytes));
    }

    private static ImmutableSortedDictionary<int, LineFacts> LabelsOf(string[] lines) => lines
        .Skip(2).Where(line => line.Length > 0).Select(line => line.Split('\t'))
        .ToImmutableSortedDictionary(
            cells => int.Parse(cells[0], CultureInfo.InvariantCulture), LineFacts.Labelled);
}
