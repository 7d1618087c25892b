namespace Plimsoll.Server.Access;

/// <summary>Where the browsers that were let in are written down, so that a restart shuts nobody out.</summary>
public interface ISessionStore
{
    /// <summary>Other servers write here as well: what is not known here may be there.</summary>
    bool IsShared { get; }

    string Read();

    /// <summary>In one step: nobody writes between what was read and what is written.</summary>
    string Change(Func<string, string> change);
}

/// <summary>In a file of the data folder.</summary>
internal sealed class SessionFile(AccessFolder folder) : ISessionStore
{
    public bool IsShared => false;

    public string Read() => File.Exists(folder.SessionsFile) ? File.ReadAllText(folder.SessionsFile) : "";

    public string Change(Func<string, string> change)
    {
        var text = change(Read());
        AccessFolder.Write(folder.SessionsFile, text);
        return text;
    }
}
