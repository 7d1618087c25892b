using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Tests.Guide;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>Bytes that a guide compiler may be handed: guides with damage, what is hard for a parser of Markdown, and
/// noise.</summary>
internal static class GuideInputs
{
    private static readonly Lazy<byte[][]> Guides = new(() =>
    [
        SomeGuide.ReferenceBytes,
        .. SomeGuide.SharedFolder() is { Length: > 0 } shared
            ? Directory.EnumerateFiles(Path.Combine(shared, "dev"), "*.md", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [],
    ]);

    public static byte[] Any(Random random) => random.Next(16) switch
    {
        0 => Damage.Noise(random),
        1 => Encoding.UTF8.GetBytes(HardMarkdown.Any(random)),
        2 => [.. Part(random), .. Encoding.UTF8.GetBytes(HardMarkdown.Any(random)), .. Part(random)],
        3 when random.Next(200) == 0 => Long(random),
        _ => Damage.To(Part(random), Guides.Value, random),
    };

    // Around a limit: of the file, of a paragraph, of the number of lines.
    private static byte[] Long(Random random)
    {
        var one = random.Next(2) == 0 ? Part(random) : Encoding.UTF8.GetBytes(HardMarkdown.Any(random) + "\n");
        var length = random.Next(1, GuideCompiler.MostBytes + 2000);
        if (random.Next(3) == 0) length = GuideCompiler.MostBytes + random.Next(-2000, 2000);
        return [.. Enumerable.Repeat(one, length / Math.Max(1, one.Length) + 1).SelectMany(part => part).Take(length)];
    }

    // Mostly a stretch of one guide, so that many different ones are tried; now and then a whole one.
    private static byte[] Part(Random random)
    {
        var guide = Guides.Value[random.Next(Guides.Value.Length)];
        return random.Next(60) == 0 ? guide : Damage.Slice(guide, random, 600);
    }
}
