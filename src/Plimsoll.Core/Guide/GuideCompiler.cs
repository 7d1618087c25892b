using System.Collections.Immutable;
using System.Security.Cryptography;
using Plimsoll.Core.Guide.Compiling;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide;

/// <summary>An organisation's written guide to its playbook. Any bytes give a compilation; what is wrong is in its lint.</summary>
public static class GuideCompiler
{
    /// <summary>Longer than any guide people follow by hand.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>More lines than this are no checklist.</summary>
    public const int MostItems = 5000;

    public static Compilation Compile(string fileName, byte[] bytes) => Compile(fileName, bytes, GuideSurroundings.Nothing);

    public static Compilation Compile(string fileName, byte[] bytes, GuideSurroundings around)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (bytes.Length > MostBytes)
        {
            return Refused(fileName, sha, $"The guide has {bytes.Length} bytes; at most {MostBytes} are read.");
        }

        var text = GuideText.Of(bytes);
        return text.Lint.Any(lint => lint.Level == "error")
            ? new Compilation(Sealed(fileName, sha, 0, [], []), text.Lint)
            : Read(text.Text) is not { } guide
                ? Refused(fileName, sha, "The guide is nested deeper than can be read.")
                : guide.Items.Length > MostItems
                    ? Refused(fileName, sha, $"The guide has {guide.Items.Length} list items; at most {MostItems} are read.")
                    : Compile(fileName, sha, text, guide, around);
    }

    private static Compilation Compile(
        string fileName, string sha, GuideText text, GuideDocument guide, GuideSurroundings around)
    {
        ImmutableArray<CompiledLine> lines = [.. LineReader.Read(guide).Select(LineCompiler.Compile)];
        var checks = Identity.Give([.. lines.SelectMany(line => line.Checks), .. around.Defaults.SignOffs()]);
        var playbook = Sealed(fileName, sha, guide.Items.Length, lines, [.. checks.Select(check => check.WithDefaults(around.Defaults))]);
        return new Compilation(playbook, Lints.Of(text, guide, lines, playbook, around));
    }

    private static Playbook Sealed(
        string fileName, string sha, int items, ImmutableArray<CompiledLine> lines, ImmutableArray<Check> checks)
    {
        int Count(Output output) => lines.Count(line => line.Output == output);
        var outputs = new Outputs(
            Count(Output.Check), Count(Output.Information), Count(Output.Template), Count(Output.Metadata));
        return PlaybookJson.Seal(new Playbook(fileName, sha, "", items, outputs, checks));
    }

    // The one place that knows how Markdig says "too deep".
    private static GuideDocument? Read(string text)
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

    private static Compilation Refused(string fileName, string sha, string why) => new(
        Sealed(fileName, sha, 0, [], []),
        [new Lint("SIZE", "error", 1, 1, why, "Split it into a guide of the size people read.")]);
}

/// <summary>What stands beside a guide: the house's defaults, and the files it may link to.</summary>
/// <param name="Files">Names of the files beside the guide; a relative link to any other is noticed.</param>
public sealed record GuideSurroundings(HouseDefaults Defaults, ImmutableHashSet<string> Files)
{
    public static GuideSurroundings Nothing { get; } = new(HouseDefaults.Shipped, []);
}
