using System.CommandLine;
using System.Text.RegularExpressions;
using Plimsoll.Cli;

namespace Plimsoll.Server.Tests.Cli;

public sealed partial class CommandsInOtherWords
{
    /// <summary>What refusals, blockers and pages tell people to type must be there to be typed.</summary>
    [Fact]
    public void Every_command_that_a_sentence_of_the_product_names_exists()
    {
        var named = (from file in Directory.EnumerateFiles(
            Path.Combine(House.Root, "src"), "*", SearchOption.AllDirectories)
                     where Path.GetExtension(file) is ".cs" or ".razor" or ".md" or ".yaml"
                     where !file.Contains("/obj/", StringComparison.Ordinal)
                     from Match match in Named().Matches(File.ReadAllText(file))
                     select (Where: Path.GetRelativePath(House.Root, file),
                         Words: match.Groups[1].Value.Split(' '))).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.True(Exists(n.Words), $"{n.Where} names: plimsoll {string.Join(' ', n.Words)}"));
    }

    private static bool Exists(string[] words)
    {
        var at = CommandLine.Root() as Command;
        foreach (var word in words)
        {
            if (at.Subcommands.Count == 0) return true;
            if (at.Subcommands.FirstOrDefault(c => c.Name == word) is not { } next) return false;
            at = next;
        }

        return true;
    }

    // In quotes or backticks, or after a tag of a comment: prose such as "plimsoll is" is no command.
    [GeneratedRegex("""(?:`|"|<c>|\+ )plimsoll ((?:[a-z]+(?:-[a-z]+)*)(?: [a-z]+(?:-[a-z]+)*)*)""")]
    private static partial Regex Named();
}
