using System.Diagnostics;
using System.Text;

namespace Plimsoll.Bench;

/// <summary>Quality 7: <c>notes preview</c> of 20,000 commits, as a process, against <c>git log</c>.</summary>
public static class NotesOfARange
{
    private const int Commits = 20_000;

    private static readonly string[] Subjects =
    [
        "feat(cart): keep baskets for {0} days (#{0})", "fix: round {0} cents up (#{0})", "chore: tidy room {0}",
        "docs: say more about {0}", "Show the discount of order {0}", "perf(search): find {0} sooner (#{0})",
        "feat(api)!: drop field {0} (#{0})", "build: renew library {0}",
    ];

    public static async Task<Ratio> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        try
        {
            var plimsoll = await CommandLine.Made();
            await Git(folder, ["init", "--quiet", "--initial-branch=main"]);
            await Git(folder, ["fast-import", "--quiet"], History());
            return await Ratio.Measure(
                "notes of 20,000 commits:", "git log > /dev/null", 0.5,
                () => Run(plimsoll, ["notes", "preview", "..main"], folder),
                () => Run("git", ["--no-pager", "log", "main"], folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The bytes it printed are read and dropped, which costs either side the same.</summary>
    private static async Task<int> Run(string program, string[] words, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Commits : throw new InvalidOperationException(await errors);
    }

    private static async Task Git(string folder, string[] words, string input = "")
    {
        using var git = Process.Start(new ProcessStartInfo("git", words)
        {
            WorkingDirectory = folder, RedirectStandardInput = true,
        }) ?? throw new InvalidOperationException("git did not start.");
        await git.StandardInput.WriteAsync(input);
        git.StandardInput.Close();
        await git.WaitForExitAsync();
        if (git.ExitCode != 0) throw new InvalidOperationException($"git {words[0]} ended with {git.ExitCode}.");
    }

    private static string History()
    {
        var stream = new StringBuilder();
        for (var i = 1; i <= Commits; i++)
        {
            var message = string.Format(null, Subjects[i % Subjects.Length], i) + Body(i);
            stream.Append("commit refs/heads/main\n")
                .Append(null, $"committer Ada <ada@example.org> {1_700_000_000 + i * 60} +0000\n")
                .Append(null, $"data {Encoding.UTF8.GetByteCount(message)}\n{message}\n")
                .Append(null, $"M 100644 inline file-{i % 50}\ndata {i.ToString().Length}\n{i}\n");
        }
        return stream.ToString();
    }

    private static string Body(int i) => (i % 4) switch
    {
        0 => $"\n\nThe shop asked for it in meeting {i}, and nobody minded.\n\nReviewed-by: Zoë <zoe@example.org>\n",
        2 when i % 8 == 6 => $"\n\nBREAKING CHANGE: Field {i} is gone.\nRead the other one.\n",
        _ => "\n",
    };
}
