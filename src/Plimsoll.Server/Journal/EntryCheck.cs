using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>What no entry may hold: text that would not come back from disk as it went, or without bound.</summary>
internal static class EntryCheck
{
    private const int LongestText = 512;
    private const int MostFacts = 1024;
    private const int LargestBody = 16 * 1024 * 1024;

    public static void Check(Entry entry)
    {
        CheckText(entry.Stream.Value, "stream");
        CheckText(entry.Actor, "actor");
        CheckText(entry.CommandId, "command id");
        CheckText(entry.RequestDigest, "request digest");
        if (entry.Facts.Count > MostFacts)
            throw new ArgumentException(
                $"One command may write {MostFacts} facts, not {entry.Facts.Count}.", nameof(entry));
        foreach (var fact in entry.Facts) CheckFact(fact);
    }

    private static void CheckFact(NewFact fact)
    {
        CheckText(fact.Name, "fact name");
        if (fact.Body.Length > LargestBody)
            throw new ArgumentException(
                $"{fact.Name}: a body of {fact.Body.Length} bytes is over {LargestBody}.", nameof(fact));
    }

    private static void CheckText(string text, string what)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestText || text.Contains('\0') || !WholeText.Is(text))
            throw new ArgumentException(
                $"The {what} must be 1 to {LongestText} whole characters without NUL: '{text}'", nameof(text));
    }
}
