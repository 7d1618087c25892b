namespace Plimsoll.Server.Hosting;

/// <summary>Where the running server of a data folder is found: a file beside its token.</summary>
public static class Address
{
    public static async Task Write(ServerSettings settings, string url)
    {
        var file = Path.Combine(settings.DataFolder, "address");
        await File.WriteAllTextAsync(file + ".new", url + "\n");
        File.Move(file + ".new", file, overwrite: true);
    }
}
