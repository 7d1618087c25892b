using System.Collections.Immutable;
using System.CommandLine;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;

namespace Plimsoll.Cli.Nouns;

/// <summary>What lies beside a guide on disk: its sidecar, and the Markdown files it links to. Nothing outside the
/// guide's folder is read.</summary>
internal sealed record GuideFiles(NamedFile? Sidecar, ImmutableArray<NamedFile> Linked, ImmutableHashSet<string> Names)
{
    private const int Deepest = 3;
    private const int MostFiles = 20;

    public const string Flag = "--sidecar";

    public static Symbol Option =>
        Takes.Text(Flag, "FILE", "The sidecar, when it is not GUIDE.plimsoll.yaml beside it");

    /// <summary>Names of any file beside the guide are no broken links; only Markdown is read.</summary>
    public GuideSurroundings Around => GuideSources.Around(Sidecar, Linked) is var around
        ? around with { Files = around.Files.Union(Names) } : around;

    /// <param name="sidecar">The sidecar that was named; empty: the one beside the guide, where there is one.</param>
    public static async Task<GuideFiles> Beside(
        Call call, string file, byte[] guide, string sidecar, CancellationToken stop)
    {
        if (file == "-")
        {
            return new GuideFiles(await SidecarOf(call, sidecar, stop), [], []);
        }

        var folder = FileBytes.FolderOf(call.Terminal, file);
        var beside = Path.Combine(folder, GuideSidecarReader.NameFor(file));
        return new GuideFiles(
            await SidecarOf(call, sidecar.Length == 0 && File.Exists(beside) ? beside : sidecar, stop),
            await LinkedFrom(call, folder, FileBytes.NameOf(file), guide, stop),
            [.. new DirectoryInfo(folder).EnumerateFiles().Select(one => one.Name)]);
    }

    private static async Task<NamedFile?> SidecarOf(Call call, string file, CancellationToken stop) =>
        file.Length == 0 ? null : new NamedFile(FileBytes.NameOf(file),
            await FileBytes.Read(call.Terminal, file, GuideSidecarReader.MostBytes + 1, stop));

    private static async Task<ImmutableArray<NamedFile>> LinkedFrom(
        Call call, string folder, string guide, byte[] bytes, CancellationToken stop)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal) { [guide] = bytes };
        var ahead = new Queue<(string Name, byte[] Bytes, int Depth)>([(guide, bytes, 0)]);
        while (ahead.TryDequeue(out var from) && from.Depth < Deepest)
        {
            foreach (var link in GuideSources.Links(from.Bytes).TakeWhile(_ => found.Count <= MostFiles))
            {
                if (Inside(folder, from.Name, link) is { } name && !found.ContainsKey(name))
                {
                    found[name] = await FileBytes.Read(
                        call.Terminal, Path.Combine(folder, name), GuideCompiler.MostBytes, stop);
                    ahead.Enqueue((name, found[name], from.Depth + 1));
                }
            }
        }

        return [.. found.Where(one => one.Key != guide).Select(one => new NamedFile(one.Key, one.Value))];
    }

    /// <summary>The path from the guide's folder of a file that is in it and really there; null for any
    /// other.</summary>
    private static string? Inside(string folder, string from, string link)
    {
        var path = Path.GetFullPath(
            Path.Combine(folder, Path.GetDirectoryName(from) ?? "", Uri.UnescapeDataString(link)));
        var file = new FileInfo(path);
        return path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal) && file.Exists
            && file.Length <= GuideCompiler.MostBytes && !LeadsOut(folder, file)
            ? Path.GetRelativePath(folder, path).Replace('\\', '/') : null;
    }

    // A symbolic link may point anywhere; only the files themselves are read.
    private static bool LeadsOut(string folder, FileInfo file)
    {
        for (FileSystemInfo? at = file; at is not null && at.FullName.Length > folder.Length;
            at = at is FileInfo leaf ? leaf.Directory : ((DirectoryInfo)at).Parent)
        {
            if (at.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
