using System.CommandLine;
using System.Globalization;
using Plimsoll.Cli.Offline;
using Plimsoll.Cli.Running;
using Plimsoll.Files.Api;
using Plimsoll.Files.Journal;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll server backup</c>, <c>verify</c> and <c>restore</c>.</summary>
internal static class BackupVerbs
{
    // As long as all of it takes to be read and written; the server goes on meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private const string Node = "node-id";
    private const string Moved = "moved-to";

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("backup", "Copy journal, output and artifacts into a new folder, while the server runs",
            [
                Takes.Argument("FOLDER", "A new folder on the server's machine"),
                Takes.Text("--data", "FOLDER", "The server's data folder [default: the one found]"),
            ], Backup),
        Verb.Of("verify", "Check every file of a backup, and the journal's chain",
            [Takes.Argument("FOLDER", "What `server backup` wrote")],
            (call, stop) => Task.FromResult(Verify(call, stop))),
        Verb.Of("restore", "Make a data folder or a database from a backup; a server on it does nothing until it is activated",
            [
                Takes.Argument("FOLDER", "What `server backup` wrote, of either store"),
                Takes.Text("--data", "FOLDER", "A new data folder"),
                Takes.Text("--database", "ADDRESS", "An empty database, as postgres://USER@HOST/DATABASE"),
            ], Restore),
        ActivateVerb.Of(),
    ];

    private static async Task<int> Backup(Call call, CancellationToken stop)
    {
        var to = call.Terminal.PathOf(call.Text("FOLDER"));
        var data = Source(call);
        var taken = await IsShared(call, data, stop)
            ? await call.ServerOf(data).Post<BackedUpView>("server/backup", new BackupBody(to), stop, Patience) : OfFolder(call, data, to, stop);
        call.Show(taken.Manifest, m => Text(m, "Backed up"));
        foreach (var damaged in taken.Left) call.Say(damaged);
        call.Say("The key of the secrets is not in it. Keep secrets-key of the data folder, or the file PLIMSOLL_SECRETS_KEY_FILE "
            + "names, in another place.");
        call.Next($"plimsoll server verify {call.Text("FOLDER")}");
        return taken.Left.IsEmpty ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static BackedUpView OfFolder(Call call, string data, string to, CancellationToken stop)
    {
        var left = new List<string>();
        return new(BackupFolder.Take(data, to, call.Terminal.Clock.GetUtcNow(), left.Add, stop), [.. left]);
    }

    private static int Verify(Call call, CancellationToken stop)
    {
        var (_, manifest) = Proven(call, stop);
        call.Show(manifest, m => Text(m, "All of it holds"));
        return ExitCodes.Ok;
    }

    private static async Task Restore(Call call, CancellationToken stop)
    {
        var (data, database) = (call.Text("--data"), call.Text("--database"));
        if (data != "" && database != "") throw Failure.Usage(
            "--data and --database cannot both be given: a backup is restored to one place.",
            "Nothing was restored.", "Leave one of them out.");
        if (data == "" && database == "") throw Failure.Usage(
            "A backup is restored to a new data folder or to an empty database.", fix: "Add either --data FOLDER or --database ADDRESS.");
        if (database != "")
        {
            var folder = call.Terminal.PathOf(call.Text("FOLDER"));
            var manifest = BackupFolder.Read(folder);
            Restored(call, manifest, await ServerProgram.Restore(call, folder, database, stop),
                "with PLIMSOLL_DATABASE=ADDRESS and --data FOLDER, a folder of its own", "FOLDER");
            return;
        }

        var (from, proven) = Proven(call, stop);
        var to = call.Terminal.PathOf(data);
        BackupFolder.Restore(from, proven, to, stop);
        Restored(call, proven, to, $"with --data {Plain.Quoted(to)}", Plain.Quoted(to));
    }

    /// <param name="data">The data folder of the server that will be started on it: another may run here.</param>
    private static void Restored(Call call, BackupManifest manifest, string place, string how, string data)
    {
        call.Show(manifest, m => Text(m, $"Restored to {place}"));
        call.Say($"Put the key of the secrets back (secrets-key), start plimsoll-server {how}, and look at it: it "
            + "deploys, pages and announces nothing until it is activated.");
        call.Next($"plimsoll server activate --data {data}, once it runs");
    }

    private static (string Folder, BackupManifest Manifest) Proven(Call call, CancellationToken stop)
    {
        var folder = call.Terminal.PathOf(call.Text("FOLDER"));
        var manifest = BackupFolder.Read(folder);
        return BackupFolder.Flaw(folder, manifest, stop) is not { } flaw ? (folder, manifest) : throw new Failure(
            ExitCodes.Failed, $"The backup {folder} does not hold: {flaw}", "Nothing was changed.", "Take another backup, or an older one.");
    }

    /// <summary>The server's data folder; empty: a server was named.</summary>
    private static string Source(Call call)
    {
        if (call.Text("--data") == "" && call.Text("--server") != "") return "";
        var folders = call.Text("--data") is not "" and var named ? [call.Terminal.PathOf(named)]
            : ServerSearch.Folders(call.Terminal, UserSettings.Read(call.Terminal)).SelectMany(f => (string[])[f, Path.Combine(f, "data")]).ToList();
        return folders.Find(f => Has(f, SqliteWalk.FileName) || Has(f, Node)) ?? throw Failure.Usage(
            "There is no data folder of a server here.", $"Looked for {SqliteWalk.FileName} in {string.Join(", ", folders)}.",
            "Type it on the server's machine, as its user, or name the folder with --data.");
    }

    /// <summary>Its server keeps everything in a database, and is asked for the backup.</summary>
    private static async Task<bool> IsShared(Call call, string data, CancellationToken stop)
    {
        if (data == "" || !Has(data, SqliteWalk.FileName)) return true;
        if (Has(data, Moved) && !Has(data, Node)) throw Failure.Usage(
            $"Everything of {data} was moved to {File.ReadAllText(Path.Combine(data, Moved)).Trim()}.", "What lies here is as it was then.",
            "Name the data folder of the server that runs there with --data.");
        // It ran with a journal of its own and on a database: only its server knows where it is now.
        return Has(data, Moved) || (Has(data, Node) && await call.ServerOf(data).Get<NodesView>("nodes", stop) is not { Nodes: [{ Id: "" }] });
    }

    private static bool Has(string folder, string name) => File.Exists(Path.Combine(folder, name));

    private static string Text(BackupManifest manifest, string what) => string.Create(CultureInfo.InvariantCulture,
        $"{what}: {manifest.Position} facts and {manifest.Files.Length} files, {manifest.Files.Sum(f => f.Size) / 1048576.0:N1} MiB, of {manifest.When()}\n{manifest.Hash}");
}
