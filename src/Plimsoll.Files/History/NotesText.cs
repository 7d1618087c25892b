using System.Collections.Immutable;
using System.Text;

namespace Plimsoll.Files.History;

/// <summary>Release notes in the template's fields.</summary>
/// <param name="Fields">Every field of the template, in its order, with what was written in it.</param>
/// <param name="Unknown">Headings that are no field of the template; what stands under them is not kept.</param>
public sealed record NotesText(ImmutableArray<NotesField> Fields, ImmutableArray<string> Unknown)
{
    /// <summary>Fields that say nothing yet.</summary>
    public IEnumerable<string> Empty => from each in Fields where each.IsEmpty select each.Name;

    public string? this[string field] => Fields.FirstOrDefault(f => NotesField.Same(f.Name, field))?.Text;

    /// <summary>The same notes as they are saved: an empty field says "none".</summary>
    public NotesText Saved() =>
        this with { Fields = [.. Fields.Select(field => field.IsEmpty ? field with { Text = "none" } : field)] };

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (var field in Fields)
            text.Append("## ").Append(field.Name).Append('\n').Append(Within(field)).Append(field.IsEmpty ? "\n" : "\n\n");
        return text.ToString();
    }

    /// <summary>The fields that Markdown written here has.</summary>
    public static ImmutableArray<string> FieldsOf(string markdown) =>
        [.. NotesLine.Of(markdown).Where(line => line.Level == 2).Select(line => line.Heading ?? "").Distinct()];

    /// <summary>What stands in a field begins no other one: it is read again as it was written.</summary>
    private string Within(NotesField field) => string.Join('\n', NotesLine.Of(NotesLine.Closed(field.Text)).Select(line =>
        line.Heading is null ? line.Text
        : Fields.Any(other => line.Opens(other.Name)) ? $"**{line.Heading}**"
        : line.Level <= 2 ? $"### {line.Heading}"
        : line.Text));

    /// <summary>Reads what a person edited. Fields are headings, or <c>- Field: text</c> as in the template.</summary>
    public static NotesText Read(IReadOnlyList<string> fields, string markdown)
    {
        var lines = NotesLine.Of(markdown);
        var byHeading = lines.Any(line => fields.Any(line.Opens));
        var texts = fields.ToDictionary(field => field, _ => new StringBuilder());
        var unknown = ImmutableArray.CreateBuilder<string>();
        StringBuilder? open = null;
        foreach (var line in lines)
        {
            var opened = fields.FirstOrDefault(field => byHeading ? line.Opens(field) : line.Starts(field));
            if (opened is not null) open = texts[opened].Append(byHeading ? "" : line.After(opened)).Append('\n');
            else if (byHeading && line is { Heading: { } other, Level: <= 2 })
            {
                unknown.Add(other);
                open = null;
            }
            else open?.Append(line.Text).Append('\n');
        }
        var read = fields.Select(field => new NotesField(field, texts[field].ToString().Trim()));
        return new([.. read], unknown.ToImmutable());
    }
}

/// <summary>One field of the template with what was written in it.</summary>
public sealed record NotesField(string Name, string Text)
{
    public bool IsEmpty => Text.Length == 0;

    /// <summary>"Migration steps (if any)" and "migration steps:" are the same field.</summary>
    internal static bool Same(string one, string other) =>
        string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string name)
    {
        var text = name.Trim().Trim('*', '_').TrimEnd(':', ' ');
        return text.EndsWith(')') && text.LastIndexOf('(') is > 0 and var open ? text[..open].TrimEnd() : text;
    }
}
