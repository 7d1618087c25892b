using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Plimsoll.Files.Api;
using Plimsoll.Files.History;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll release notes</c>: print them, or save what a person has read and edited.</summary>
internal static class NotesVerb
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("notes", "Print the release notes; saved are only those that a person has read",
            [
                .. Takes.Release,
                Takes.Flag("--edit", "Open them in $VISUAL or $EDITOR, then save them"),
                Takes.Text("--file", "FILE", "Save these notes instead; - reads standard input"),
            ], Notes),
    ];

    private static async Task Notes(Call call, CancellationToken stop)
    {
        var which = call.Release;
        // Asked for first: what is saved between the two is not taken for read.
        DateTimeOffset? read = call.Has("--edit")
            ? (await call.Server.Get<ReleaseDetail>(which.Path(""), stop)).NotesSavedAt ?? default(DateTimeOffset) : null;
        var draft = await call.Server.GetText(which.Path("notes"), stop);
        if (call.Text("--file") is not "" and var file)
        {
            var bytes = await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop);
            await Save(call, draft, Encoding.UTF8.GetString(bytes), null, stop);
        }
        else if (call.Has("--edit"))
        {
            await Edit(call, draft, read, stop);
        }
        else
        {
            call.Print(call.Json ? Wire.Print(Fields(draft, draft)) : Plain.Lines(draft));
            call.Next($"{which.Command("notes")} --edit");
        }
    }

    private static async Task Edit(Call call, string draft, DateTimeOffset? read, CancellationToken stop)
    {
        if (!call.MayAsk) throw Failure.Usage(
            "An editor needs a person at a terminal.", fix: $"{call.Release.Command("notes")} --file FILE");
        var folder = Directory.CreateTempSubdirectory("plimsoll-notes-").FullName;
        var file = Path.Combine(folder, "notes.md");
        await File.WriteAllTextAsync(file, draft, stop);
        if (await call.Terminal.Edit(file, stop) is not 0 and var code)
            throw new Failure(ExitCodes.Cancelled, $"Not saved: the editor ended with {code}.",
                $"What was written is in {file}.");
        var edited = await File.ReadAllTextAsync(file, stop);
        if (edited == draft && !MeansIt(call))
            throw new Failure(ExitCodes.Cancelled, "Not saved.");
        await SaveEdited(call, draft, edited, read, file, stop);
        Directory.Delete(folder, recursive: true);
    }

    private static bool MeansIt(Call call) =>
        call.Ask("Nothing changed. Have you read them, and save them as they are? [y/N]") is "y" or "Y" or "yes";

    private static async Task SaveEdited(
        Call call, string draft, string edited, DateTimeOffset? read, string file, CancellationToken stop)
    {
        try
        {
            await Save(call, draft, edited, read, stop);
        }
        catch (Failure failure)
        {
            throw new Failure(failure.ExitCode, failure.Message,
                $"{failure.Why}\nWhat was written is kept in {file}.".Trim(),
                $"{call.Release.Command("notes")} --file {file}") { Code = failure.Code, Blockers = failure.Blockers };
        }
    }

    private static Task Save(Call call, string draft, string text, DateTimeOffset? read, CancellationToken stop) => call.Tell(
        call.Release.Path("notes"), new NotesBody(Fields(draft, text), read),
        $"The notes of {call.Release} are saved, as read by {call.Who}.", call.Release.Command("why"), stop);

    /// <summary>The fields are those of the server's draft, which has them from the guide.</summary>
    private static ImmutableArray<NotesFieldBody> Fields(string draft, string text)
    {
        var names = NotesText.FieldsOf(draft);
        var notes = NotesText.Read(names, text);
        if (notes.Unknown.Length > 0) throw Failure.Usage(
            $"The notes have a heading that the guide's template does not: {All(notes.Unknown)}.",
            $"The template's fields are {All(names)}.", "Move the text under one of them.");
        return [.. notes.Saved().Fields.Select(f => new NotesFieldBody(f.Name, f.Text))];
    }

    private static string All(IEnumerable<string> names) => string.Join(", ", names.Select(Plain.Text));
}
