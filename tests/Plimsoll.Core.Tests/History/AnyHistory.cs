using System.Collections.Immutable;
using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class AnyHistory
{
    private const int Commits = 20_000;
    private const int Seed = 20260105;

    private static readonly string[] Pieces =
    [
        "feat", "fix", "chore", "revert", "Revert \"", "Reapply \"", "\"", "(", ")", "!", ":", ": ", " ", "\n",
        "\n\n", "BREAKING CHANGE", "BREAKING-CHANGE: ", "BREAKING CHANGE: ", "Refs: ", "Labels: ",
        "Release-Type: major", " #", "(#12)",
        "* feat: ", "```", "~~~", "# ", "## Known issues\n", "- ", "Summary: ", "корзина", "カート", "\u202e", "\0", "\u0007",
        "\ud800", "�", "\r", "\u2028", "This reverts commit ", "0123456", "[bot]", ",", "x",
    ];

    [Fact]
    public void No_message_is_too_odd_to_be_told()
    {
        var random = new Random(Seed);
        for (var done = 0; done < Commits; done += 100)
        {
            ImmutableArray<CommitLine> commits = [.. Enumerable.Range(done, 100).Select(i => Odd(random, i))];
            var draft = new NotesDraft(NotesDraft.ReferenceFields, "shop 1.0.0", default, ChangeList.Of(commits))
            {
                All = true, KnownBefore = Words(random),
            }.Write();

            var read = NotesText.Read(NotesDraft.ReferenceFields, draft.ToMarkdown());

            Assert.Equal(draft["Notable changes"]!.Trim(), read["Notable changes"]);
            Assert.Equal(draft["Migration steps"]!.Trim(), read["Migration steps"]);
            Assert.NotEqual("", LeastType.Of(commits).Sentence);
        }
    }

    private static CommitLine Odd(Random random, int number) => new(
        $"{number:x8}{random.NextInt64():x16}", [.. Enumerable.Repeat($"{number - 1:x8}", random.Next(3))],
        new CommitAuthor(Words(random), Words(random)), default, Words(random).ReplaceLineEndings(" "), Words(random));

    private static string Words(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
