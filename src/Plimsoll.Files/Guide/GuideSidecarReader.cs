using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Files.Guide;

/// <summary>Reads <c>GUIDE.plimsoll.yaml</c>. Whatever the bytes are, the answer is a sidecar with its
/// problems.</summary>
public static class GuideSidecarReader
{
    /// <summary>Longer than anything people keep beside a guide.</summary>
    public const int MostBytes = 1_000_000;

    /// <summary>More rows would make every line of a guide slow to read.</summary>
    private const int MostRows = 200;
    private const int MostStems = 10_000;

    public static string NameFor(string guide) => $"{Path.GetFileNameWithoutExtension(guide)}.plimsoll.yaml";

    public static GuideSidecar Read(string fileName, byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return Refused(fileName, new FileProblem(fileName, 1, 1,
                $"The file has {bytes.Length:N0} bytes; {MostBytes:N0} are read at most.", "Is it the right file?"));
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (SaysNothing(text))
        {
            return new GuideSidecar(fileName);
        }

        var problems = new Problems(fileName);
        var root = YamlReading.Read(text, problems);
        if (root is not null)
        {
            new ShapeCheck(problems).Look(root, SidecarKeys.File, "sidecar");
            Bound(root, problems);
        }

        return problems.Errors > 0 || root is not YamlMap map
            ? Refused(fileName, [.. problems.InOrder()])
            : SidecarReading.Read(fileName, map) with { Problems = [.. problems.InOrder().Select(Lint)] };
    }

    private static bool SaysNothing(string text) => text.Length == 0
        || text.Split('\n').All(line => line.Trim('\uFEFF', ' ', '\r') is "" or ['#', ..]);

    private static void Bound(YamlNode root, Problems problems)
    {
        foreach (var table in (string[])["concepts", "sections", "audiences"])
        {
            if (root is YamlMap map && map[table] is YamlList { Items.Length: > MostRows } rows)
            {
                problems.Error(rows.Place, $"`{table}` has {rows.Items.Length} rows.", $"At most {MostRows} are read.");
            }
            else if (root is YamlMap own && own[table] is YamlList list && StemsIn(list) is > MostStems and var length)
            {
                problems.Error(list.Place, $"The stems of `{table}` have {length:N0} characters.",
                    $"At most {MostStems:N0} are read, so that every guide is read in time.");
            }
        }

        foreach (var entry in (root as YamlMap)?["severities"] is YamlMap scale ? scale.Entries : [])
        {
            if (entry.Value is YamlMap row && row["severity"] is null && GuideWords.SeverityOf(entry.Key.Text) == "")
            {
                problems.Error(entry.Key.Place, $"{Problems.Quote(entry.Key.Text)} is no severity the product knows.",
                    "Add `severity:` critical, high, medium or low to it.");
            }
        }
    }

    private static int StemsIn(YamlList rows) =>
        rows.Items.OfType<YamlMap>().Sum(row => row["stems"] is YamlText stems ? stems.Text.Length : 0);

    private static GuideSidecar Refused(string fileName, params ImmutableArray<FileProblem> problems) =>
        new(fileName) { Problems = [.. problems.Select(Lint)] };

    private static Lint Lint(FileProblem problem) => new(
        problem.Message.Contains(" is no key ", StringComparison.Ordinal) ? "KEY" : "SIDECAR", problem.Level,
        problem.Line, problem.Column, problem.Message, problem.Fix) { File = problem.File };
}
