using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Files.History;

/// <summary>The first draft of release notes: the history, told in the fields of the guide's template.</summary>
/// <param name="Fields">The template's fields as the guide names them: <c>Migration steps (if any)</c>.</param>
/// <param name="Title">Name and number: <c>storefront 1.1.0</c>.</param>
public sealed record NotesDraft(ImmutableArray<string> Fields, string Title, DateOnly Date, ChangeList Changes)
{
    private const string NotableChanges = "Notable changes";

    /// <summary>The fields of the reference guide, for who has no guide at hand.</summary>
    public static ImmutableArray<string> ReferenceFields { get; } =
        ["Release name / number", "Date", "Summary", NotableChanges, "Migration steps (if any)", "Known issues"];

    /// <summary>The fields a compiled guide asks for; empty when it has no template.</summary>
    public static ImmutableArray<string> FieldsOf(Playbook playbook) =>
    [
        .. from check in playbook.Checks
           where check.Kind == CheckKind.Field
           select check.Text.Trim().TrimEnd(':').Trim(),
    ];

    /// <summary>What the release before still listed; empty or "none" when it listed nothing.</summary>
    public string KnownBefore { get; init; } = "";

    /// <summary>Tell also what has no effect for users, instead of counting it.</summary>
    public bool All { get; init; }

    public NotesText Write() => new([.. Written().Select(name => new NotesField(name, Text(name).Trim()))], []);

    /// <summary>Every change has a place: in the group's own field, else among the notable changes.</summary>
    private ImmutableArray<string> Written() => Fields.Any(IsChanges) ? Fields : [.. Fields, NotableChanges];

    private string Text(string field) =>
        GroupNamed(field) is { } group ? ChangesText.Of(Changes.Notable.Where(change => change.Group == group))
        : field == Written().First(IsChanges) ? Told()
        : Says(field, "migration") || Says(field, "upgrad") ? ChangesText.Migration(Changes)
        : Says(field, "known issue") ? Known()
        : Says(field, "date") && !Says(field, "update") ? Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : Says(field, "release") || Says(field, "version") ? Title
        : "";

    private string Told()
    {
        var text = new StringBuilder();
        foreach (var group in Changes.Notable.GroupBy(change => change.Group))
            if (!Fields.Any(field => GroupNamed(field) == group.Key))
                text.Append("### ").Append(group.Key).Append('\n').Append(ChangesText.Of(group)).Append('\n');
        if (!All) return text.Append(Changes.Rest).ToString();
        if (Changes.WithoutEffect.Length > 0)
            text.Append("### Without effect for users\n").Append(ChangesText.Of(Changes.WithoutEffect));
        return text.ToString();
    }

    private string Known() =>
        KnownBefore.Trim() is var known && known.Equals("none", StringComparison.OrdinalIgnoreCase)
            ? "" : NotesLine.Closed(known);

    private static ChangeGroup? GroupNamed(string field) =>
        Enum.GetValues<ChangeGroup>().Select(group => (ChangeGroup?)group)
            .FirstOrDefault(group => NotesField.Same(field, $"{group}") || NotesField.Same(field, $"{group} changes"));

    private static bool IsChanges(string field) => Says(field, "change") && GroupNamed(field) is null;

    private static bool Says(string field, string word) => field.Contains(word, StringComparison.OrdinalIgnoreCase);
}
