using System.Diagnostics;

namespace Plimsoll.Core.Tests.Catalog;

/// <summary>A made-up repository in a temporary folder, removed at the end.</summary>
internal sealed class SomeRepository : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("plimsoll-look-");

    public SomeRepository(string name = "Box Office") => Folder = _parent.CreateSubdirectory(name).FullName;

    public string Folder { get; }

    public SomeRepository With(string file, string text = "")
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Commits everything there is, on <c>trunk</c>.</summary>
    public SomeRepository Committed()
    {
        Git("init", "--quiet", "--initial-branch=trunk");
        Git("config", "user.name", "Ada Lovelace");
        Git("config", "user.email", "ada@example.org");
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message=Begin");
        return this;
    }

    public SomeRepository Git(params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Folder, .. words]))!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return this;
    }

    public void Dispose() => _parent.Delete(recursive: true);
}
