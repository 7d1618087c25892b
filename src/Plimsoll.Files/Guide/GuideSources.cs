using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;

namespace Plimsoll.Files.Guide;

/// <summary>A guide with the files that go with it, compiled the same way wherever it is compiled.</summary>
public static partial class GuideSources
{
    public static Compilation Compile(ApplyGuide guide) =>
        GuideCompiler.Compile(guide.File, guide.Content, Around(guide.Sidecar, guide.Linked ?? []));

    public static GuideSurroundings Around(NamedFile? sidecar, IEnumerable<NamedFile> linked)
    {
        var files = linked.GroupBy(file => file.Name).ToImmutableSortedDictionary(
            same => same.Key, same => same.First().Content, StringComparer.Ordinal);
        return GuideSurroundings.Nothing with
        {
            Files = [.. files.Keys],
            Linked = files,
            Sidecar = sidecar is null ? GuideSidecar.None : GuideSidecarReader.Read(sidecar.Name, sidecar.Content),
        };
    }

    /// <summary>What a Markdown file may link to beside itself, as written: what to look for on disk.</summary>
    public static ImmutableArray<string> Links(byte[] markdown) => markdown.Length > GuideCompiler.MostBytes ? [] :
    [
        .. Target().Matches(Encoding.UTF8.GetString(markdown)).Select(found => found.Groups["file"].Value).Distinct()
            .Where(file => !file.Contains(':', StringComparison.Ordinal) && !file.StartsWith('/')),
    ];

    // "[text](file.md#place)", or "[name]: file.md" on a line of its own.
    [GeneratedRegex(
        @"(?:\]\(|^ {0,3}\[[^\]\n]+\]:)\s*<?(?<file>[^\s()<>#?]+\.(?:md|markdown))",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Target();
}
