using System.Collections.Immutable;
using System.CommandLine;
using Plimsoll.Cli.Offline;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;
using Plimsoll.Files.History;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll notes</c>: what release notes a history gives. Needs no server.</summary>
internal static class NotesNoun
{
    public static Command All() => Verb.Noun(
        "notes", "Release notes from a git history, without a server",
        Verb.Of("preview", "Draft the notes of a range; changes nothing",
            [
                Takes.Argument("RANGE", "v1.0.0..v1.1.0, v1.0.0.. up to now, or one tag: since the tag before it"),
                Takes.Text("--repo", "DIR", "The repository [default: this folder]"),
                Takes.Text("--path", "SUBDIR", "Only what changed in this folder of the repository"),
                Takes.Text("--version", "VERSION", "What the release is called [default: by the range's last tag]"),
                Takes.Text("--guide", "FILE", "Fields of this guide's template [default: the reference guide's]"),
                Takes.Flag("--all", "Tell also what has no effect for users"),
            ], Preview));

    private static async Task Preview(Call call, CancellationToken stop)
    {
        var fields = await Fields(call, stop);
        var history = await LocalHistory.Read(call, stop);
        var preview = NotesPreview.Of(history, fields, call.Text("--version"), call.Text("--path"), call.Has("--all"));
        call.Show(preview, told => Plain.Lines(told.Markdown));
        foreach (var remark in preview.Remarks) call.Say(Plain.Text(remark));
        call.Next("plimsoll release create SERVICE VERSION");
    }

    private static async Task<ImmutableArray<string>> Fields(Call call, CancellationToken stop)
    {
        if (call.Text("--guide") is not "" and var file)
        {
            var bytes = await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop);
            var guide = GuideCompiler.Compile(FileBytes.NameOf(file), bytes);
            if (NotesDraft.FieldsOf(guide.Playbook) is { IsEmpty: false } fields) return fields;
            call.Say($"{FileBytes.NameOf(file)} has no template for release notes; the reference guide's is used.");
        }
        return NotesDraft.ReferenceFields;
    }
}
