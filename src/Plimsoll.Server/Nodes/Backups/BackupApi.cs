using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Backups;

internal static class BackupApi
{
    private static readonly Refusal Alone = Refusal.Invalid("This server keeps everything in its data folder, and is not needed for a backup: "
        + "type plimsoll server backup FOLDER --data DATA on its machine, as its user.");

    /// <param name="store">Null: the server has its journal alone.</param>
    public static void MapBackup(this IEndpointRouteBuilder api, PostgresSettings? store) => api.MapPost("/server/backup",
        async (BackupBody body, HttpContext http) => store is null ? Answers.Problem(Alone)
            : await Take(store, body.To ?? "", http.RequestAborted) switch
            {
                ({ } taken, _) => Results.Ok(taken),
                (_, { } refusal) => Answers.Problem(refusal),
                _ => throw new InvalidOperationException("A backup neither ended nor was refused."),
            }).Produces<BackedUpView>();

    private static async Task<(BackedUpView? Taken, Refusal? Refusal)> Take(PostgresSettings store, string to, CancellationToken stop)
    {
        if (!Path.IsPathRooted(to)) return (null, Refusal.Invalid("A backup goes to the full path of a new folder on the server's machine."));
        try
        {
            var (manifest, left) = await new DatabaseBackup(store, TimeProvider.System).Take(Path.GetFullPath(to), stop);
            return (new BackedUpView(manifest, [.. left]), null);
        }
        catch (PlaceTaken taken)
        {
            return (null, Refusal.Invalid($"{taken.Message} Nothing was written. Name a new folder for each backup."));
        }
        // Only what is written there is SQLite's.
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or SqliteException)
        {
            return (null, Refusal.Blocked($"{to} could not be written: {problem.Message} The server writes it, as its own user: "
                + "name a place where it may, with room for all of it."));
        }
    }
}
