using System.CommandLine;
using System.Globalization;
using Plimsoll.Cli.Offline;
using Plimsoll.Files.Api;
using Plimsoll.Files.Journal;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll server backup</c>, <c>verify</c>, <c>restore</c> and <c>activate</c>.</summary>
internal static class BackupVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("backup", "Copy journal, output and artifacts into a new folder, while the server runs",
            [Takes.Argument("FOLDER", "A new folder"), Takes.Text("--data", "FOLDER", "The data folder [default: the one found]")],
            (call, stop) => Task.FromResult(Backup(call, stop))),
        Verb.Of("verify", "Check every file of a backup, and the journal's chain",
            [Takes.Argument("FOLDER", "What `server backup` wrote")],
            (call, stop) => Task.FromResult(Verify(call, stop))),
        Verb.Of("restore", "Make a data folder from a backup; a server on it does nothing until it is activated",
            [Takes.Argument("FOLDER", "What `server backup` wrote"), Takes.Needed("--data", "FOLDER", "A new data folder")],
            (call, stop) => Task.FromResult(Restore(call, stop))),
        Verb.Of("activate", "Let a restored server deploy, page and announce again; hosts are asked first", [], Activate),
    ];

    private static int Backup(Call call, CancellationToken stop)
    {
        var (data, to) = (DataFolder(call), call.Terminal.PathOf(call.Text("FOLDER")));
        var left = new List<string>();
        var manifest = BackupFolder.Take(data, to, call.Terminal.Clock.GetUtcNow(), left.Add, stop);
        call.Show(manifest, m => Text(m, "Backed up"));
        foreach (var damaged in left) call.Say(damaged);
        call.Say("The key of the secrets is not in it. Keep secrets-key of the data folder, or the file PLIMSOLL_SECRETS_KEY_FILE "
            + "names, in another place.");
        call.Next($"plimsoll server verify {call.Text("FOLDER")}");
        return left.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static int Verify(Call call, CancellationToken stop)
    {
        var folder = call.Terminal.PathOf(call.Text("FOLDER"));
        var manifest = BackupFolder.Read(folder);
        if (BackupFolder.Flaw(folder, manifest, stop) is { } flaw) throw Damaged(folder, flaw);
        call.Show(manifest, m => Text(m, "All of it holds"));
        return ExitCodes.Ok;
    }

    private static int Restore(Call call, CancellationToken stop)
    {
        var (folder, data) = (call.Terminal.PathOf(call.Text("FOLDER")), call.Terminal.PathOf(call.Text("--data")));
        var manifest = BackupFolder.Read(folder);
        if (BackupFolder.Flaw(folder, manifest, stop) is { } flaw) throw Damaged(folder, flaw);
        BackupFolder.Restore(folder, manifest, data, stop);
        call.Show(manifest, m => Text(m, $"Restored to {data}"));
        call.Say($"Put the key of the secrets back (secrets-key), start a server on {data} and look at it: it deploys, pages and "
            + "announces nothing until it is activated.");
        call.Next("plimsoll server activate");
        return ExitCodes.Ok;
    }

    private static async Task<int> Activate(Call call, CancellationToken stop)
    {
        var done = await call.Server.Post<ActivatedView>("server/activate", new Nothing(), stop);
        call.Show(done, view => string.Join('\n', ((IEnumerable<string>)
            [view.Sentence, .. view.Found.Select(line => $"  {line}"), .. view.Held.Select(lane => $"  {lane} is on hold")]).Select(Plain.Text)));
        if (!done.Held.IsEmpty) call.Next("look at these hosts, then plimsoll service lift SERVICE ENVIRONMENT HOLD --reason …");
        return ExitCodes.Ok;
    }

    private static Failure Damaged(string folder, string flaw) => new(
        ExitCodes.Failed, $"The backup {folder} does not hold: {flaw}", "Nothing was changed.", "Take another backup, or an older one.");

    private static string DataFolder(Call call)
    {
        var folders = call.Text("--data") is not "" and var named ? [call.Terminal.PathOf(named)] : ServerSearch.Folders(call.Terminal, UserSettings.Read(call.Terminal)).SelectMany(f => (string[])[f, Path.Combine(f, "data")]).ToList();
        if (folders.Find(f => File.Exists(Path.Combine(f, "node-id")) && !File.Exists(Path.Combine(f, SqliteWalk.FileName))) is { } shared)
            throw Failure.Usage($"The server of {shared} keeps everything in PostgreSQL.", fix: "Back the database up with pg_dump or pg_basebackup.");
        return folders.Find(f => File.Exists(Path.Combine(f, SqliteWalk.FileName))) ?? throw Failure.Usage(
            "There is no data folder of a server here.", $"Looked for {SqliteWalk.FileName} in {string.Join(", ", folders)}.",
            "Type it on the server's machine, as its user, or name the folder with --data.");
    }

    private static string Text(BackupManifest manifest, string what) => string.Create(CultureInfo.InvariantCulture,
        $"{what}: {manifest.Position} facts and {manifest.Files.Length} files, {manifest.Files.Sum(f => f.Size) / 1048576.0:N1} MiB, of {manifest.When()}\n{manifest.Hash}");
}
