using System.Globalization;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>Streams an artifact to a host once; goes on where an earlier try was cut.</summary>
internal sealed class ArtifactDelivery(IShell host)
{
    private const int MostTries = 20;
    private const int Piece = 64 * 1024;
    private const long Small = 8 * 1024 * 1024;

    // A host checks and syncs what came, before it answers: this fast at least.
    private const long BytesPerSecond = 20 * 1024 * 1024;

    private static readonly string Script = HostScript.Read("receive.sh");

    public async Task<string> Bring(string file, string sha256, CancellationToken stop)
    {
        var size = new FileInfo(file).Length;
        var limit = host.ToAnswer + TimeSpan.FromSeconds(size / BytesPerSecond);
        using var turn = await host.Artifacts.Alone(stop);
        // To ask first what is there already is another command; what is small is sent sooner than that, once. What was cut goes on.
        long? from = turn.Begins(sha256) && size <= Small ? 0 : null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            long? sending = null;
            var answer = await host.Run(
                greeting =>
                {
                    // Where the connection is lost and it is run again, more is there than at first.
                    (sending, from) = (from, null);
                    return ["-c", Script, "plimsoll-receive", greeting.Root, sha256, Text(size), sending is { } at ? Text(at) : "-"];
                },
                (into, alive, given) => sending is { } at ? Send(file, at, into, alive, given) : Task.CompletedTask,
                limit, stop);
            // Before its last word it only told that bytes came.
            var last = answer.Text.Split('\n')[^1];
            if (last == "whole") return $"{(await host.Greet(stop)).Root}/artifacts/{sha256}";
            if (!last.StartsWith("from ", StringComparison.Ordinal))
                throw new HostUnreachable(
                    $"{host.Name} does not take the artifact: {answer.Complaint.ReplaceLineEndings(", ")}.", passes: true);
            from = long.Parse(last[5..], CultureInfo.InvariantCulture);
        }
        throw new HostUnreachable($"{host.Name} got the artifact {MostTries} times and never whole.", passes: true);
    }

    /// <summary>A piece at a time: however large it is, no more of it is in memory.</summary>
    private static async Task Send(string file, long from, Stream into, Action alive, CancellationToken stop)
    {
        await using var artifact = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
        artifact.Seek(from, SeekOrigin.Begin);
        var piece = new byte[Piece];
        while (await artifact.ReadAsync(piece, stop) is > 0 and var read)
        {
            await into.WriteAsync(piece.AsMemory(0, read), stop);
            alive();
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
