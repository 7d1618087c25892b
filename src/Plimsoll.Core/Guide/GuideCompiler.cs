using System.Collections.Immutable;
using System.Security.Cryptography;
using Plimsoll.Core.Guide.Compiling;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide;

/// <summary>An organisation's written guide to its playbook. Any bytes give a compilation; what is wrong is in its
/// lint.</summary>
public static class GuideCompiler
{
    /// <summary>Longer than any guide people follow by hand.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>More lines than this are no checklist.</summary>
    public const int MostItems = 5000;

    // Markdown can make a parser look at the rest of a line, or of the text, again and again; these bound what that
    // costs.
    private const int LongestLine = 4000;
    private const int MostLines = 20_000;

    public static Compilation Compile(string fileName, byte[] bytes) =>
        Compile(fileName, bytes, GuideSurroundings.Nothing);

    public static Compilation Compile(string fileName, byte[] bytes, GuideSurroundings around)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (bytes.Length > MostBytes)
        {
            return Refused(fileName, sha, 1, $"The guide has {bytes.Length} bytes; at most {MostBytes} are read.");
        }

        var text = GuideText.Of(bytes);
        return text.Lint.Any(lint => lint.Level == "error")
            ? new Compilation(PlaybookJson.Seal(Unsealed(fileName, sha, 0, [], [])), text.Lint)
            : text.LineLongerThan(LongestLine) is > 0 and var line
                ? Refused(fileName, sha, line, $"The line is longer than {LongestLine} characters.")
            : text.Lines > MostLines
                ? Refused(fileName, sha, MostLines + 1, $"The guide has more than {MostLines} lines.")
            : Nesting.LineOfTooMuch(text.Text) is > 0 and var deep
                ? Refused(fileName, sha, deep, "Lists and quotes are nested deeper than can be read.")
            : Parse(text.Meant) is not { } guide
                ? Refused(fileName, sha, 1, "The guide is nested deeper than can be read.")
            : guide.TooMuchFrom > 0
                ? Refused(fileName, sha, guide.TooMuchFrom,
                    "Long paragraphs or tables hold more marks, such as *, [ and |, than can be read.")
            : guide.Items.Length + guide.Headings.Length is > MostItems and var count
                ? Refused(fileName, sha, 1,
                    $"The guide has {count} list items and headings; at most {MostItems} are read.")
            : Compile(fileName, sha, text, guide, around);
    }

    /// <summary>A file that goes with a guide, within the same limits; null when it cannot be read.</summary>
    internal static GuideDocument? ReadLinked(byte[] bytes)
    {
        var text = GuideText.Of(bytes);
        return bytes.Length > MostBytes || text.Lint.Any(lint => lint.Level == "error")
            || text.LineLongerThan(LongestLine) > 0 || text.Lines > MostLines
            || Nesting.LineOfTooMuch(text.Text) > 0 ? null
            : Parse(text.Meant) is { TooMuchFrom: 0 } read && read.Items.Length + read.Headings.Length <= MostItems
                ? read : null;
    }

    private static Compilation Compile(
        string fileName, string sha, GuideText text, GuideDocument guide, GuideSurroundings around)
    {
        var files = new LinkedFiles(around);
        var own = around.Vocabulary.With(around.Sidecar.Words);
        var roles = RolesDocument.In(files, own);
        var vocabulary = own.With(RolesDocument.NewWords(roles, own));
        var composed = Composition.Of(guide, around, files, roles, vocabulary);
        var playbook = PlaybookJson.Seal(Unsealed(fileName, sha, composed.Items, composed.Lines, composed.Checks) with
        {
            Settings = around.Sidecar.Settings,
            Severities = SeverityRules.With(composed.Severities, around.Sidecar.Severities),
        });
        return new Compilation(playbook, Lints.Of(text, guide, composed, playbook, vocabulary))
        {
            Lines = composed.Lines, Document = guide, Vocabulary = vocabulary, Sidecar = around.Sidecar.File,
        };
    }

    private static Playbook Unsealed(
        string fileName, string sha, int items, ImmutableArray<CompiledLine> lines, ImmutableArray<Check> checks)
    {
        Span<int> counts = stackalloc int[(int)Output.Metadata + 1];
        foreach (var line in lines) counts[(int)line.Output]++;
        var outputs = new Outputs(counts[(int)Output.Check], counts[(int)Output.Information],
            counts[(int)Output.Template], counts[(int)Output.Metadata]);
        return new Playbook(fileName, sha, "", items, outputs, checks);
    }

    // The one place that knows how Markdig says "too deep".
    private static GuideDocument? Parse(string text)
    {
        try
        {
            return GuideReader.Read(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Compilation Refused(string fileName, string sha, int line, string why) => new(
        PlaybookJson.Seal(Unsealed(fileName, sha, 0, [], [])),
        [new Lint("SIZE", "error", line, 1, why, "Split it into a guide of the size people read.")]);
}
