using System.Text;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Access;

/// <summary>The data folder as far as access goes: only for the person who runs the server.</summary>
public sealed class AccessFolder
{
    private const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OnlyMineFolder = OnlyMine | UnixFileMode.UserExecute;

    public AccessFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Make(Path);
        Make(Keys.FullName);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Keys.FullName, OnlyMineFolder);
        Token = ReadOrMakeToken();
    }

    public string Path { get; }

    /// <summary>What a program shows: <c>Authorization: Bearer plm_…</c>.</summary>
    public string Token { get; }

    public string TokenFile => System.IO.Path.Combine(Path, "token");

    public string SessionsFile => System.IO.Path.Combine(Path, "sessions");

    /// <summary>Where the keys that seal forms and toasts are kept.</summary>
    public DirectoryInfo Keys => new(System.IO.Path.Combine(Path, "keys"));

    public bool IsToken(string shown) => Proof.Holds(shown, Token);

    /// <summary>Replaces a file in one step; nobody else could ever read it.</summary>
    public static void Write(string file, string text)
    {
        var next = file + ".new";
        File.Delete(next);
        using (var stream = new FileStream(next, Options()))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file, overwrite: true);
    }

    private string ReadOrMakeToken()
    {
        if (!File.Exists(TokenFile))
            Write(TokenFile, "plm_" + Secrets.Make() + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(TokenFile, OnlyMine);
        var token = File.ReadAllText(TokenFile).Trim();
        return token.Length >= 32 ? token : throw new InvalidDataException(
            $"{TokenFile} holds no token (32 characters or more are needed). Delete it and start again for a new one.");
    }

    // A folder that was there keeps its mode: it may be somebody's /tmp. The files in it are ours alone anyway.
    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, OnlyMineFolder);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OnlyMine;
        return options;
    }
}
