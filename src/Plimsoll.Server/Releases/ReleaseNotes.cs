using System.Collections.Immutable;
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
        var fields = playbook is null ? [] : NotesDraft.FieldsOf(playbook);
        return fields.IsEmpty ? NotesDraft.ReferenceFields : fields;
    }

    private static string Draft(Release release, World world, DateTimeOffset at) => new NotesDraft(
        Fields(release, world), release.Title, DateOnly.FromDateTime(at.UtcDateTime),
        ChangeList.Of([.. (release.Candidate?.Changes ?? []).Select(SealedChanges.Read)]))
    {
        KnownBefore = KnownIn(world.Get<Release>(Release.StreamOf(release.Service, release.Since))),
    }.Write().ToMarkdown();

    /// <summary>What the release before listed as known stays known until somebody takes it off the list.</summary>
    private static string KnownIn(Release before) => before.Notes?.Fields.FirstOrDefault(
        f => f.Name.Contains("known issue", StringComparison.OrdinalIgnoreCase))?.Text ?? "";
}
