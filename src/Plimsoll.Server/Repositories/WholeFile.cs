using System.Text;

namespace Plimsoll.Server.Repositories;

/// <summary>A small file that is either the old or the new one, never half of it.</summary>
internal static class WholeFile
{
    public static async Task Write(string path, string text, CancellationToken stop)
    {
        var next = path + ".new";
        await using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
