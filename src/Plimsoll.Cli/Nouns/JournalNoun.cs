using System.CommandLine;
using System.Text;
using Plimsoll.Cli.Offline;
using Plimsoll.Files.Api;
using Plimsoll.Files.Journal;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll journal</c>: everything that happened, and the proof that it is what was written.</summary>
internal static class JournalNoun
{
    public static Command All() => Verb.Noun(
        "journal", "Everything that happened, and the proof that nothing was changed",
        [Verb.Of("verify", "Check every fact against the chain; with --data or --file no server is needed",
            [
                Takes.Text("--data", "FOLDER", "Check the journal in a server's data folder"),
                Takes.Text("--file", "FILE", "Check an export; - reads standard input"),
            ], Verify),
        Verb.Of("export", "Write every fact as a line of JSON, the head last",
            [Takes.Text("--output", "FILE", "Write to a new file [default: standard output]")], Export),
        Verb.Of("move", "Move everything of this server to PostgreSQL, or back to a new folder, while no deployment runs; stop it afterwards",
            [Takes.Needed("--to", "PLACE", "postgres://USER@HOST/DATABASE, or the full path of a new data folder on the server's machine")], Move),
        .. RemovalVerbs.All()]);

    private static async Task<int> Verify(Call call, CancellationToken stop)
    {
        var (folder, file) = (call.Text("--data"), call.Text("--file"));
        if (folder != "" && file != "") throw Failure.Usage(
            "Check either --data FOLDER or --file FILE.", fix: "Type the command twice.");
        var view = folder != "" ? View(SqliteWalk.Verify(call.Terminal.PathOf(folder), stop))
            : file != "" ? View(OfFile(call, file))
            : await call.Server.Get<JournalView>("journal/verify", stop);
        call.Show(view, v => Plain.Text(v.Sentence));
        call.Next(view.Intact
            ? "plimsoll journal export --output journal.jsonl"
            : "keep the data folder as it is and restore the last backup");
        return view.Intact ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static JournalView View(Verification found) => new(found.Facts, found.Intact, found.Sentence);

    private static Verification OfFile(Call call, string file)
    {
        var path = call.Terminal.PathOf(file);
        if (file != "-" && !File.Exists(path)) throw Failure.Usage(
            $"There is no file {file}.", $"Looked for {path}.", "Check the path.");
        using var lines = new StreamReader(file == "-" ? call.Terminal.InBytes() : File.OpenRead(path), Encoding.UTF8);
        return JournalFile.Verify(lines);
    }

    private static async Task Move(Call call, CancellationToken stop)
    {
        var moved = await call.Server.Post<MovedView>("journal/move", new MoveBody(call.Text("--to")), stop);
        call.Show(moved, view => Plain.Text($"{view.Facts} facts and all beside them are in {view.Place} now, and the chain holds there."));
        call.Say("Stop this server: it shows what it had and writes nothing any more. The key of the secrets stays in a file: the next "
            + "server needs the same one.");
        call.Next(moved.Start);
    }

    private static async Task Export(Call call, CancellationToken stop)
    {
        var output = call.Text("--output");
        if (output == "")
        {
            await using var to = call.Terminal.OutBytes();
            await call.Server.Copy("journal/export", to, stop);
            return;
        }

        await ToFile(call, call.Terminal.PathOf(output), stop);
        call.Say($"Exported to {output}.");
        call.Next($"plimsoll journal verify --file {output}");
    }

    /// <summary>Never over a file that is there; a piece of an export is taken away again.</summary>
    private static async Task ToFile(Call call, string path, CancellationToken stop)
    {
        if (File.Exists(path)) throw Failure.Usage($"{path} is there already.", fix: "Name a new file.");
        var whole = false;
        try
        {
            await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await call.Server.Copy("journal/export", to, stop);
            whole = true;
        }
        finally
        {
            if (!whole) File.Delete(path);
        }
    }
}
