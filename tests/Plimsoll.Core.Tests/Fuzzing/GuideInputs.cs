using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Tests.Guide;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>Bytes that a guide compiler may be handed: guides with damage, what is hard for a parser of Markdown, and
/// noise.</summary>
internal static class GuideInputs
{
    private const string Marks = "-*+#[]()<>|`~:!_\\\"'&;=.0123456789 \n\t\r\0\u00A0\u2610";

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
        0 => Noise(random),
        1 => Encoding.UTF8.GetBytes(HardMarkdown.Any(random)),
        2 => [.. Part(random), .. Encoding.UTF8.GetBytes(HardMarkdown.Any(random)), .. Part(random)],
        3 when random.Next(200) == 0 => TooLong(random),
        _ => Damaged(random),
    };

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        return bytes;
    }

    // Past the limit, and just below.
    private static byte[] TooLong(Random random)
    {
        var one = Part(random);
        var length = GuideCompiler.MostBytes + random.Next(-2000, 2000);
        return [.. Enumerable.Repeat(one, length / Math.Max(1, one.Length) + 1).SelectMany(part => part).Take(length)];
    }

    private static byte[] Damaged(Random random)
    {
        List<byte> guide = [.. Part(random)];
        for (var times = random.Next(1, 12); times > 0 && guide.Count > 0; times--) Damage(guide, random);
        return [.. guide];
    }

    private static void Damage(List<byte> guide, Random random)
    {
        var at = random.Next(guide.Count);
        var length = Math.Min(random.Next(1, 60), guide.Count - at);
        switch (random.Next(6))
        {
            case 0:
                guide[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                guide[at] = (byte)random.Next(1, 256);
                break;
            case 2:
                guide.RemoveRange(at, length);
                break;
            case 3:
                guide.InsertRange(random.Next(guide.Count), guide.GetRange(at, length));
                break;
            case 4:
                guide.InsertRange(at, Encoding.UTF8.GetBytes(Marks, random.Next(Marks.Length), 1));
                break;
            default:
                guide.InsertRange(at, Slice(Guides.Value[random.Next(Guides.Value.Length)], random, 200));
                break;
        }
    }

    // Mostly a stretch of one guide, so that many different ones are tried; now and then a whole one.
    private static byte[] Part(Random random)
    {
        var guide = Guides.Value[random.Next(Guides.Value.Length)];
        return random.Next(20) == 0 ? guide : Slice(guide, random, 1200);
    }

    private static byte[] Slice(byte[] guide, Random random, int most)
    {
        var from = random.Next(guide.Length);
        return guide[from..Math.Min(guide.Length, from + random.Next(1, most))];
    }
}
