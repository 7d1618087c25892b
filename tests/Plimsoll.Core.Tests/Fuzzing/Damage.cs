using System.Text;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>Bits flipped, bytes lost, stretches moved, doubled and taken from other files.</summary>
internal static class Damage
{
    private const string Marks = "-*+#[]()<>{}|`~:!_\\\"'&;,=.0123456789 \n\t\r\0\u00A0\u2610";

    public static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        return bytes;
    }

    public static byte[] To(byte[] file, byte[][] others, Random random)
    {
        List<byte> damaged = [.. file];
        for (var times = random.Next(1, 12); times > 0 && damaged.Count > 0; times--) Once(damaged, others, random);
        return [.. damaged];
    }

    public static byte[] Slice(byte[] file, Random random, int most)
    {
        var from = random.Next(file.Length);
        return file[from..Math.Min(file.Length, from + random.Next(1, most))];
    }

    private static void Once(List<byte> file, byte[][] others, Random random)
    {
        var at = random.Next(file.Count);
        var length = Math.Min(random.Next(1, 60), file.Count - at);
        switch (random.Next(6))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                file[at] = (byte)random.Next(1, 256);
                break;
            case 2:
                file.RemoveRange(at, length);
                break;
            case 3:
                file.InsertRange(random.Next(file.Count), file.GetRange(at, length));
                break;
            case 4:
                file.InsertRange(at, Encoding.UTF8.GetBytes(Marks, random.Next(Marks.Length), 1));
                break;
            default:
                file.InsertRange(at, Slice(others[random.Next(others.Length)], random, 200));
                break;
        }
    }
}
