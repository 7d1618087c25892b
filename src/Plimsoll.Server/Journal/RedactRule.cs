using System.Text;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Takes texts away and says so, in one transaction.</summary>
internal static class RedactRule
{
    public static Appended Redact(Tables tables, Redaction redaction, Entry record)
    {
        if (AppendRule.Earlier(tables, record) is { } earlier) return earlier;
        var notes = new List<RedactionNote>();
        foreach (var blot in redaction.Facts)
        {
            if (Refusal(tables, blot) is { } refused) return refused;
            notes.AddRange(Notes(tables, blot, redaction.Reason));
        }

        IEnumerable<NewFact> said = notes.Select(n => new NewFact(RedactionNote.FactName, n.ToBytes()));
        var appended = AppendRule.Append(tables, record with { Facts = [.. said, .. record.Facts] });
        if (appended is not Appended.Committed) return appended;
        foreach (var note in notes) tables.Facts.Redact(note.Position);
        foreach (var number in redaction.Messages) tables.Outbox.Redact(number);
        foreach (var key in redaction.Deliveries)
            tables.Run("UPDATE inbound_delivery SET outcome = @1 WHERE key = @2", FactWords.Removed, key);
        if (redaction.Person is { } person) Forget(tables, person);
        tables.TextRemoved = true;
        return appended;
    }

    private static Appended.Refused? Refusal(Tables tables, Blot blot)
    {
        if (tables.Facts.At(blot.Position) is not { } fact)
            return new Appended.Refused(
                $"There is no fact at position {blot.Position}; the journal ends at {tables.Head.Position}.");
        if (fact.Name == RedactionNote.FactName)
            return new Appended.Refused(
                $"Position {blot.Position} says that a text was removed; that has to stay readable.");
        return fact.Redacted && tables.Facts.NoteOf(blot.Position) is not { Note.Rest: not "" }
            ? new Appended.Refused($"The text of position {blot.Position} was removed before.") : null;
    }

    /// <summary>Of a fact that lost a part before, the earlier rest goes as well, and its reason stays.</summary>
    private static IEnumerable<RedactionNote> Notes(Tables tables, Blot blot, string reason)
    {
        yield return new RedactionNote(blot.Position, tables.Facts.At(blot.Position)?.Name ?? "", reason)
        {
            Rest = blot.Rest,
        };
        if (tables.Facts.NoteOf(blot.Position) is { Note.Rest: not "" } before)
            yield return new RedactionNote(before.Position, RedactionNote.FactName, reason)
            {
                Rest = Encoding.UTF8.GetString((before.Note with { Rest = "" }).ToBytes()),
            };
    }

    private static void Forget(Tables tables, Person person)
    {
        foreach (var table in (string[])["account", "recovery_code", "invitation", "api_token", "identity"])
            tables.Run($"DELETE FROM {table} WHERE person = @1", person.Id);
        tables.Run("DELETE FROM people WHERE id = @1", person.Id);
        foreach (var mail in person.Addresses) tables.Outbox.Forget(mail, person.Id);
    }
}
