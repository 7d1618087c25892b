using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;

namespace Plimsoll.Server.Guide;

/// <summary>A guide from a form, with the files that go with it: chosen, or carried from the form that checked
/// them.</summary>
internal static class GuideUpload
{
    public const string Carried = "files";

    private const int MostBeside = 2 * 1024 * 1024;
    private const int MostFiles = 20;

    /// <summary>The guide, or why there is none.</summary>
    public static async Task<(ApplyGuide? Guide, string Trouble)> Of(HttpContext http, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        // A field sends its line ends as CRLF.
        var text = Encoding.UTF8.GetBytes(form["text"].ToString().ReplaceLineEndings("\n"));
        var pasted = new NamedFile(Named(form["name"].ToString()), text);
        if (form[Carried].ToString() is { Length: > 0 } carried) return Read(pasted, carried);
        var chosen = form.Files.Where(file => file.Length > 0).ToList();
        if (chosen.Count > MostFiles) return (null, $"{chosen.Count} files were chosen; {MostFiles} are read at most.");
        var files = new List<NamedFile>();
        foreach (var file in chosen) files.Add(await Read(file, stop));
        return Sorted(files, pasted);
    }

    /// <summary>What the form that applies it carries, so that it is compiled the same way again.</summary>
    public static string Carry(ApplyGuide guide) =>
        JsonSerializer.Serialize(new Beside(guide.Sidecar, guide.Linked ?? []));

    private static (ApplyGuide?, string) Read(NamedFile guide, string carried)
    {
        try
        {
            var beside = JsonSerializer.Deserialize<Beside>(carried);
            return (new ApplyGuide(guide.Name, guide.Content, beside?.Sidecar, beside?.Linked), "");
        }
        catch (JsonException)
        {
            return (null, "The files that go with it did not arrive whole: check the guide again, then apply it.");
        }
    }

    // The guide is the Markdown file that no other one links to; what is pasted is it where no file is.
    private static (ApplyGuide?, string) Sorted(List<NamedFile> files, NamedFile pasted)
    {
        var sidecars = files.Where(file => IsSidecar(file.Name)).ToList();
        if (sidecars.Count > 1) return (null, "A guide has one sidecar, and several were chosen.");
        var written = files.Except(sidecars).ToList();
        if (written.CountBy(file => file.Name).FirstOrDefault(same => same.Value > 1).Key is { } twice)
            return (null, $"Two files called {twice} were chosen, and a browser does not tell their folders; use `plimsoll guide check`.");
        var linked = written.SelectMany(file => GuideSources.Links(file.Content)).Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        var guide = written.Find(file => !linked.Contains(file.Name)) ?? written.FirstOrDefault() ?? pasted;
        if (guide.Content.Length == 0) return (null, "Nothing is there: paste a guide or choose a file.");
        ImmutableArray<NamedFile> beside = [.. Placed(guide, [.. written.Where(file => file != guide)])];
        return beside.Concat(sidecars).Sum(file => file.Content.Length) > MostBeside
            ? (null, "The files that go with the guide are longer than 2 MiB together; use `plimsoll guide check`.")
            : (new ApplyGuide(guide.Name, guide.Content, sidecars.FirstOrDefault(), beside), "");
    }

    // A browser tells no folder: a file lies where the guide, or what it links to, says.
    private static IEnumerable<NamedFile> Placed(NamedFile guide, List<NamedFile> others)
    {
        var ahead = new Queue<NamedFile>([guide]);
        while (ahead.TryDequeue(out var from))
        {
            foreach (var path in GuideSources.Links(from.Content).Select(link => PathOf(from.Name, link)))
            {
                if (others.Find(file => file.Name == Path.GetFileName(path)) is not { } found) continue;
                others.Remove(found);
                ahead.Enqueue(found with { Name = path });
                yield return found with { Name = path };
            }
        }

        foreach (var other in others) yield return other;
    }

    private static string PathOf(string from, string link) => Path.GetRelativePath(
        "/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(from) ?? "", Uri.UnescapeDataString(link))));

    private static bool IsSidecar(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".yaml" or ".yml";

    private static async Task<NamedFile> Read(IFormFile file, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await using var from = file.OpenReadStream();
        // One byte more than is read shows the compiler that it is too long.
        var left = GuideCompiler.MostBytes + 1;
        var buffer = new byte[81920];
        while (await from.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), stop) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            left -= count;
        }

        return new NamedFile(Named(Path.GetFileName(file.FileName)), bytes.ToArray());
    }

    private static string Named(string name) => name.Trim() is { Length: > 0 and <= 200 } said ? said : "guide.md";

    private sealed record Beside(NamedFile? Sidecar, ImmutableArray<NamedFile> Linked);
}
