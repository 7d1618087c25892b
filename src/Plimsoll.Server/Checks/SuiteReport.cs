using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>The JUnit report of a suite: only one that this very run has written counts.</summary>
internal sealed record SuiteReport(string File, DateTime WrittenBefore, long LengthBefore)
{
    private const int NamesShown = 5;
    private const string Failure = "failed: ";

    public static SuiteReport Before(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? new(file, info.LastWriteTimeUtc, info.Length) : new(file, default, -1);
    }

    /// <summary>What the report says; where the command itself says no, its word counts as well.</summary>
    public (string Verdict, string Sentence) Judge(string verdict, string sentence)
    {
        var name = Path.GetFileName(File);
        var now = new FileInfo(File);
        if (!now.Exists) return (Verdicts.Error, $"{sentence} It left no report {name}.");
        if (now.LastWriteTimeUtc == WrittenBefore && now.Length == LengthBefore)
            return (Verdicts.Error, $"{sentence} The report {name} is of an earlier run.");
        try
        {
            using var stream = now.OpenRead();
            var reading = JUnitReader.Read(name, stream).Reading;
            var worst = verdict == Verdicts.Passed || reading.Verdict == Verdicts.Failed ? reading.Verdict : verdict;
            var failed = reading.Notes.Where(n => n.StartsWith(Failure, StringComparison.Ordinal))
                .Select(n => n[Failure.Length..]).ToList();
            var also = failed.Count < 2 ? "" : $" Also failed: {string.Join(", ", failed.Skip(1).Take(NamesShown))}.";
            return (worst, reading.Summary + also + (verdict == Verdicts.Passed ? "" : $" {sentence}"));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return (Verdicts.Error, $"{sentence} The report {name} could not be read: {trouble.Message}");
        }
    }
}
