using System.Text;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>A playbook as Markdown again, in the simplest words that compile to the same checks. What words do not
/// carry stands in <c>plimsoll:</c> comments.</summary>
public static class PlaybookMarkdown
{
    public static string Write(Playbook playbook) => Write(playbook, GuideSurroundings.Nothing);

    public static string Write(Playbook playbook, GuideSurroundings around)
    {
        var vocabulary = around.Vocabulary.With(around.Sidecar.Words);
        var text = new StringBuilder($"# {MarkdownText.Escape(TitleOf(playbook, vocabulary))}\n");
        var (section, block) = (MarkdownSection.None, "");
        foreach (var lines in MarkdownLines.Of(playbook))
        {
            var written = MarkdownBlock.Write(lines, section, around, vocabulary);
            text.Append(written.Section == section ? Between(block, written.Text) : written.Section.After(section));
            text.Append(written.Text);
            (section, block) = (written.Section, written.Text);
        }

        return text.ToString();
    }

    // A table ends with an empty line, and begins after one.
    private static string Between(string before, string after) =>
        before.StartsWith('|') || after.StartsWith('|') ? "\n" : "";

    // What a title speaks of would lend its sense to the lines of a phase that nobody taught the compiler.
    private static string TitleOf(Playbook playbook, Vocabulary vocabulary) =>
        Path.GetFileNameWithoutExtension(playbook.Guide) is { Length: > 0 } name
            && playbook.Checks.All(check => check.Line == 0
                || vocabulary.Sections.Any(section => section.Phase == check.Phase))
            ? name.Replace('-', ' ') : "Guide";
}
