using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Vault;

/// <summary>Secrets as files of the owner's, for a command of this server; gone with the command.</summary>
public sealed class SecretFiles(string dataFolder)
{
    private readonly string _root = Path.Combine(Path.GetFullPath(dataFolder), "secret-files");

    /// <summary>Removes what a killed server left. Called once, before any command is run.</summary>
    public void Sweep()
    {
        if (Directory.Exists(_root)) Directory.Delete(_root, recursive: true);
    }

    /// <summary>Writes them; the paths by the names of their variables.</summary>
    public Laid Lay(GivenSecrets given)
    {
        if (given.Files.IsEmpty) return new Laid("", given.Variables);
        var folder = Path.Combine(_root, Guid.NewGuid().ToString("n"));
        OwnerOnly.MakeFolder(_root);
        OwnerOnly.MakeFolder(folder);
        foreach (var (name, text) in given.Files)
        {
            using var to = new StreamWriter(OwnerOnly.Open(Path.Combine(folder, name), FileShare.None));
            to.Write(text);
        }
        return new Laid(folder, given.Variables.SetItems(
            given.Files.Keys.Select(name => KeyValuePair.Create(name, Path.Combine(folder, name)))));
    }

    public sealed class Laid(string folder, IReadOnlyDictionary<string, string> variables) : IDisposable
    {
        public IReadOnlyDictionary<string, string> Variables => variables;

        public void Dispose()
        {
            if (folder != "") Directory.Delete(folder, recursive: true);
        }
    }
}
