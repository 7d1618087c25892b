using System.Xml;

namespace Plimsoll.Files.Evidence;

/// <summary>Reads JUnit XML: what a test run reported. A report in which no test ran is an error, not a pass.</summary>
public static class JUnitReader
{
    private const int MaxDepth = 200;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = EvidenceBytes.Limit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static JUnitVerdict Read(string name, Stream stream) => Read(name, EvidenceBytes.From(stream));

    public static JUnitVerdict Read(string name, ReadOnlyMemory<byte> bytes)
    {
        if (EvidenceBytes.Refuse(name, bytes) is { } refused) return Unreadable(refused);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray(), writable: false), Settings);
            return ReadReport(name, reader);
        }
        catch (XmlException broken)
        {
            // The refusal of a DTD comes without a place; a DTD stands at the start.
            var (line, column) = (Math.Max(1, broken.LineNumber), Math.Max(1, broken.LinePosition));
            return Unreadable(new(name, line, column, "This is not XML to be read: " + broken.Message));
        }
        catch (Exception broken)
            when (broken is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // An encoding that does not exist here, or that lies about the bytes.
            return Unreadable(new(name, 1, 1, "This is not XML to be read: " + broken.Message));
        }
    }

    private static JUnitVerdict ReadReport(string name, XmlReader reader)
    {
        reader.MoveToContent();
        var (line, column) = Place(reader);
        if (reader.LocalName is not ("testsuites" or "testsuite"))
            return Unreadable(new(name, line, column,
                $"The file starts with <{reader.LocalName}>; a JUnit report with <testsuites> or <testsuite>."));
        var tally = new JUnitTally(name);
        do
        {
            if (reader.Depth > MaxDepth) return Unreadable(TooDeep(name, reader));
            tally.Take(reader);
        }
        while (reader.Read());
        return tally.Verdict(line, column);
    }

    private static EvidenceProblem TooDeep(string name, XmlReader reader)
    {
        var (line, column) = Place(reader);
        return new(name, line, column, $"Elements are nested more than {MaxDepth} deep; this is no test report.");
    }

    internal static (int Line, int Column) Place(XmlReader reader) =>
        reader is IXmlLineInfo info && info.HasLineInfo() ? (info.LineNumber, info.LinePosition) : (0, 0);

    private static JUnitVerdict Unreadable(EvidenceProblem problem) =>
        new(EvidenceReading.Unreadable(problem), 0, 0, 0);
}
