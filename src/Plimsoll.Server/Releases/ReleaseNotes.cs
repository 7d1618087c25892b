using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.History;

namespace Plimsoll.Server.Releases;

/// <summary>The notes of a release as Markdown: what a person saved, else a draft in the template's fields.</summary>
public static class ReleaseNotes
{
    public static string Markdown(Release release, World world, DateTimeOffset at) => release.Notes is { } saved
        ? new NotesText([.. saved.Fields.Select(f => new Files.History.NotesField(f.Name, f.Text))], []).ToMarkdown()
        : Draft(release, world, at);

    /// <summary>The template's fields of the guide the release is judged by.</summary>
    public static ImmutableArray<string> Fields(Release release, World world)
    {
        var playbook = ReleaseView.Of(release, world.Reader()).Playbook;
        ImmutableArray<string> fields =
            [.. from check in playbook?.Checks ?? [] where check.Kind == CheckKind.Field select FieldName(check.Text)];
        return fields.IsEmpty ? ["Summary", "Notable changes", "Known issues"] : fields;
    }

    private static string Draft(Release release, World world, DateTimeOffset at) => NotesDraft.Write(
        Fields(release, world), release.Service, release.Version, DateOnly.FromDateTime(at.UtcDateTime),
        [.. (release.Candidate?.Changes ?? []).Select(c =>
            new CommitLine(c.Commit, [], new CommitAuthor(c.Author, ""), release.CreatedAt, c.Subject, ""))]);

    private static string FieldName(string text) => text.Trim().TrimEnd(':').Trim();
}
