namespace Plimsoll.Server.Access;

/// <summary>A secret in a file of its own, made at the first start, for the owner of the data folder only.</summary>
public static class KeptSecret
{
    private const int Shortest = 32;

    public static string ReadOrMake(string file, Func<string> make)
    {
        if (!File.Exists(file)) AccessFolder.Write(file, make() + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var secret = File.ReadAllText(file).Trim();
        return secret.Length >= Shortest ? secret : throw new InvalidDataException(
            $"{file} holds no secret ({Shortest} characters or more are needed). "
            + "Delete it and start again for a new one.");
    }
}
