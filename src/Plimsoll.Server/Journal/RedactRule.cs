using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Takes a fact's text away and says so, in one transaction.</summary>
internal static class RedactRule
{
    public static Appended Redact(Tables tables, long position, string reason, Entry record)
    {
        if (AppendRule.Earlier(tables, record) is { } earlier) return earlier;
        if (tables.Facts.At(position) is not { } fact)
            return new Appended.Refused(
                $"There is no fact at position {position}; the journal ends at {tables.Head.Position}.");
        if (fact.Redacted) return new Appended.Refused($"The text of position {position} was removed before.");
        if (fact.Name == RedactionNote.FactName)
            return new Appended.Refused(
                $"Position {position} says that a text was removed; that has to stay readable.");

        var note = new NewFact(RedactionNote.FactName, new RedactionNote(position, fact.Name, reason).ToBytes());
        var appended = AppendRule.Append(tables, record with { Facts = [note, .. record.Facts] });
        if (appended is not Appended.Committed) return appended;
        tables.Facts.Redact(position);
        tables.TextRemoved = true;
        return appended;
    }
}
