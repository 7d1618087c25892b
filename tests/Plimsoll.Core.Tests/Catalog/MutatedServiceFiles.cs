using Plimsoll.Files.Catalog;
using static Plimsoll.Core.Tests.Catalog.ServiceFiles;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class MutatedServiceFiles
{
    private const string Spice = "{}[]:,&*!|>%@`\"'#-?~\t\n  \\\u0000\uFFFD\u2028é1.😀";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_mutation_of_a_good_file_is_read_or_has_problems_with_places(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var text = Mutated(i % 2 == 0 ? Example : Small, random);
            var file = Read(text);
            var lines = text.Split('\n');

            Assert.True(file.HasErrors || file.Services.Length > 0, $"Seed {seed}, file {i}: neither.\n{text}");
            Assert.All(file.Problems, p => Assert.True(
                p.Line >= 1 && p.Line <= lines.Length + 1 && p.Column >= 1 && p.Message.Length > 0 && p.Fix.Length > 0,
                $"Seed {seed}, file {i}: {ServiceFileReport.Line(p)}"));
        }
    }

    private static string Mutated(string text, Random random)
    {
        for (var times = random.Next(1, 6); times > 0 && text.Length > 0; times--)
        {
            var (at, length) = (random.Next(text.Length), random.Next(1, 30));
            var end = Math.Min(text.Length, at + length);
            text = random.Next(6) switch
            {
                0 => text.Remove(at, end - at),
                1 => text.Insert(at, Spice[random.Next(Spice.Length)].ToString()),
                2 => text.Insert(random.Next(text.Length), text[at..end]),
                3 => text[..at],
                4 => text.Remove(at, 1).Insert(at, ((char)random.Next(1, 300)).ToString()),
                _ => text.Replace(text[at].ToString(), "", StringComparison.Ordinal),
            };
        }
        return text;
    }
}
