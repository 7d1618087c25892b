using System.Data.Common;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>What was redacted, as later facts say it; looked for only where a body is missing.</summary>
internal static class RedactionNotes
{
    /// <summary>The newest note of each position.</summary>
    public static Dictionary<long, (long Position, RedactionNote Note)> Of(DbConnection connection)
    {
        using var command = connection.Say(
            "SELECT position, body FROM fact WHERE name = @name AND body IS NOT NULL ORDER BY position");
        command.Add("@name", RedactionNote.FactName);
        using var row = command.ExecuteReader();
        var notes = new Dictionary<long, (long, RedactionNote)>();
        while (row.Read())
            if (RedactionNote.From(row.GetFieldValue<byte[]>(1)) is { } note)
                notes[note.Position] = (row.GetInt64(0), note);
        return notes;
    }
}
