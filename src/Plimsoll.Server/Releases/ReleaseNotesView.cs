using Plimsoll.Files.History;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>The notes of a release in the fields of the guide's template: as saved, else as drafted.</summary>
internal static class ReleaseNotesView
{
    public const string Form = "save-notes";
    private const int LongestShort = 80;

    public static NotesView Of(ReleaseSeen seen)
    {
        var notes = seen.Release.Notes;
        // What was saved is shown as it is; a draft is read from its Markdown.
        var fields = notes is not null
            ? [.. notes.Fields.Select(f => new NotesField(f.Name, f.Text))]
            : NotesText.Read(Names(seen), ReleaseNotes.Markdown(seen.Release, seen.Sight.World, seen.Sight.Now)).Fields;
        var saved = notes is null ? "Draft from the commits, saved by nobody"
            : notes.Candidate == seen.Release.Candidate?.Number ? $"Saved by {notes.SavedBy}, {Words.Stamp(notes.SavedAt)}"
            : $"Saved by {notes.SavedBy} for candidate {notes.Candidate}, not for this one";
        var tried = seen.Tried is { Form: Form } refused ? refused : null;
        return new NotesView(
            saved,
            [.. fields.Select((f, i) => new NoteField(FieldOf(i), f.Name, f.Text, IsShort(f))
            {
                Written = tried?.Values.GetValueOrDefault(FieldOf(i)) ?? f.Text,
            })],
            seen.Release.Candidate is not null && seen.Release.Closed() is null)
        {
            Read = $"{notes?.SavedAt ?? default:O}", Trouble = tried?.Reason ?? "",
        };
    }

    /// <summary>What was saved keeps its fields, whatever the guide says now.</summary>
    public static IReadOnlyList<string> Names(ReleaseSeen seen) => seen.Release.Notes is { } notes
        ? [.. notes.Fields.Select(f => f.Name)]
        : ReleaseNotes.Fields(seen.Release, seen.Sight.World);

    /// <summary>The name a field has in the form.</summary>
    public static string FieldOf(int index) => $"field-{index + 1}";

    private static bool IsShort(NotesField field) => !field.Text.Contains('\n', StringComparison.Ordinal)
        && !field.Text.StartsWith("- ", StringComparison.Ordinal) && field.Text.Length is > 0 and <= LongestShort;
}
