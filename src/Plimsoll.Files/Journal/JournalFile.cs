using System.Text;
using System.Text.Json;

namespace Plimsoll.Files.Journal;

/// <summary>Checks a journal export without a server: one fact a line, the head as the last line.</summary>
public static class JournalFile
{
    public static Verification Verify(string path)
    {
        using var lines = new StreamReader(path, Encoding.UTF8);
        return Verify(lines);
    }

    public static Verification Verify(TextReader lines)
    {
        var walk = new ChainWalk();
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            try
            {
                if (ExportLine.IsHead(line)) return End(walk, line, lines.ReadLine());
                if (Next(walk, line) is { } finding) return finding;
            }
            catch (Exception problem) when (problem is JsonException or FormatException)
            {
                return walk.Bad($"line {number} of the export cannot be read ({problem.Message})");
            }
        }

        return walk.Bad("the export ends without its last line, the head; it was cut off. Export it again.");
    }

    private static Verification End(ChainWalk walk, string line, string? after)
    {
        if (after is not null) return walk.Bad("the export goes on after its head.");
        var head = ExportLine.Head(line);
        var found = walk.End(head.Head, Hex(head.Hash));
        if (!found.Intact) return found;
        return head == ExportedHead.Of(head.Head, head.Hash, head.Epoch) && IsWritten(line, ExportLine.Of(head))
            ? found : walk.Bad("the last line, the head, is not as it was written.");
    }

    private static Verification? Next(ChainWalk walk, string line)
    {
        var fact = ExportLine.Fact(line);
        if (!IsWritten(line, ExportLine.Of(fact))) return walk.Bad("its line is not as an export writes it.");
        var columns = new FactColumns
        {
            Position = fact.Position,
            Stream = Encoding.UTF8.GetBytes(fact.Stream ?? ""),
            Version = fact.Version,
            Name = Encoding.UTF8.GetBytes(fact.Name ?? ""),
            At = fact.At.UtcTicks,
            Actor = Encoding.UTF8.GetBytes(fact.Actor ?? ""),
            Command = Encoding.UTF8.GetBytes(fact.Command ?? ""),
        };
        var body = fact.Body is { } text ? Encoding.UTF8.GetBytes(text) : fact.Bytes;
        var salt = fact.Salt is { } hex ? Hex(hex) : null;
        return walk.Next(columns, salt, body, Hex(fact.Digest), Hex(fact.Hash));
    }

    // A fact can be told in many ways and an export tells it in one: also what changes no meaning is noticed.
    private static bool IsWritten(string line, byte[] written) =>
        Encoding.UTF8.GetBytes(line).AsSpan().SequenceEqual(written);

    private static byte[] Hex(string? text) =>
        Convert.FromHexString(text ?? "") is var bytes && Convert.ToHexStringLower(bytes) == (text ?? "")
            ? bytes : throw new FormatException("a hash is not written in lower-case letters");
}
