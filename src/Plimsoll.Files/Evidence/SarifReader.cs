using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace Plimsoll.Files.Evidence;

/// <summary>Reads SARIF 2.1: what a security scan found. Not showing that the scan ran is an error.</summary>
public static class SarifReader
{
    internal const int MaxDepth = 128;

    // Of two properties with one name readers take either; that must not decide a gate.
    private static readonly JsonDocumentOptions Options =
        new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static SarifVerdict Read(string name, Stream stream) => Read(name, EvidenceBytes.From(stream));

    public static SarifVerdict Read(string name, ReadOnlyMemory<byte> bytes)
    {
        if (EvidenceBytes.Refuse(name, bytes) is { } refused) return Unreadable(refused);
        var json = EvidenceBytes.WithoutMark(bytes);
        if (FirstBadByte(json.Span) is >= 0 and var bad)
            return Unreadable(At(name, JsonPlace.At(json.Span, bad), "This is not UTF-8 text."));
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return ReadLog(name, json, new JsonSpot(document.RootElement, ""));
        }
        catch (JsonException broken)
        {
            return Unreadable(At(name, PlaceOf(broken), "This is not JSON: " + FirstSentence(broken.Message)));
        }
        catch (UnreadableJson wrong)
        {
            return Unreadable(At(name, JsonPlace.Of(json.Span, wrong.Path), wrong.Message));
        }
    }

    private static SarifVerdict ReadLog(string name, ReadOnlyMemory<byte> json, JsonSpot log)
    {
        if (log.Text("version") is var version && version?.StartsWith("2.1.", StringComparison.Ordinal) != true)
            throw new UnreadableJson(version is null ? "" : "version", version is null
                ? "There is no SARIF version in it; a SARIF file says \"version\": \"2.1.0\"."
                : $"SARIF version '{version}' is not read; have the tool write 2.1.0.");
        var runs = log.Items("runs").Select(SarifRun.Read).ToImmutableArray();
        if (runs.IsEmpty)
            throw new UnreadableJson(
                log.Member("runs") is null ? "" : "runs", "It holds no run: the scan did not run.");
        return SarifJudgement.Of(runs, path => At(name, JsonPlace.Of(json.Span, path), ""));
    }

    private static int FirstBadByte(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text)) return -1;
        var (from, to) = (0, text.Length);
        while (to - from > 4)
            (from, to) = IsValidUpTo(text, (from + to) / 2) ? ((from + to) / 2, to) : (from, (from + to) / 2);
        return from;
    }

    // A cut through the middle of a character is not a fault: up to three bytes may be missing.
    private static bool IsValidUpTo(ReadOnlySpan<byte> text, int end)
    {
        for (var cut = end; cut >= Math.Max(0, end - 3); cut--)
            if (Utf8.IsValid(text[..cut])) return true;
        return false;
    }

    private static (int Line, int Column) PlaceOf(JsonException broken) => broken.LineNumber is { } line
        ? ((int)line + 1, (int)(broken.BytePositionInLine ?? 0) + 1)
        : (0, 0);

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end > 0 ? message[..end] : message;
    }

    private static EvidenceProblem At(string name, (int Line, int Column) place, string message) =>
        new(name, place.Line, place.Column, message);

    private static SarifVerdict Unreadable(EvidenceProblem problem) =>
        new(EvidenceReading.Unreadable(problem), [], SarifCounts.Zero, null, [], 0);
}
