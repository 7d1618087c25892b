namespace Plimsoll.Server.Tests.Repositories;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    private const int MostTries = 500;

    public string Path { get; } = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public void Dispose() => Remove(Path);

    /// <summary>Takes away a folder in which detached work, which outlives its server, may still write its last word.</summary>
    /// <param name="first">Done before each try.</param>
    public static void Remove(string folder, Action? first = null)
    {
        for (var tries = 1; ; tries++)
            try
            {
                first?.Invoke();
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < MostTries)
            {
                Task.Delay(10).GetAwaiter().GetResult();
            }
    }
}
