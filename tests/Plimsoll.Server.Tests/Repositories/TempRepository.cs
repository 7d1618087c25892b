using System.Diagnostics;

namespace Plimsoll.Server.Tests.Repositories;

/// <summary>A real repository with a real history.</summary>
internal sealed class TempRepository : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _minutes;

    public TempRepository() => Git("init", "--quiet", "--initial-branch=main");

    public string Path => _folder.Path;

    public string Head => Git("rev-parse", "HEAD");

    /// <summary>Changes a file, commits it and answers the commit.</summary>
    public string Commit(string subject, string file = "file.txt", string body = "")
    {
        _folder.Write(file, $"{subject} {_minutes}");
        Git("add", "--all");
        Git("commit", "--quiet", "--message", subject, "--message", body);
        return Head;
    }

    public string Git(params string[] arguments)
    {
        var info = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var date = new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero).AddMinutes(_minutes++).ToString("O");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("GIT_AUTHOR_NAME", "Ada"), ("GIT_AUTHOR_EMAIL", "ada@example.org"), ("GIT_AUTHOR_DATE", date),
            ("GIT_COMMITTER_NAME", "Ada"), ("GIT_COMMITTER_EMAIL", "ada@example.org"), ("GIT_COMMITTER_DATE", date),
            ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
            info.Environment[name] = value;
        using var git = Process.Start(info)!;
        var errors = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output.Trim();
    }

    public void Dispose() => _folder.Dispose();
}
