using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Cli.Nouns;

/// <summary>A guide named on the command line, compiled here.</summary>
internal sealed record GuideFile(string File, byte[] Bytes, Compilation Guide)
{
    public static async Task<GuideFile> Read(Call call, string file, CancellationToken stop)
    {
        var bytes = await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop);
        var around = GuideSurroundings.Nothing with { Files = Beside(call, file) };
        return new GuideFile(file, bytes, GuideCompiler.Compile(FileBytes.NameOf(file), bytes, around));
    }

    /// <summary>What the guide may link to.</summary>
    private static ImmutableHashSet<string> Beside(Call call, string file) => file == "-"
        ? []
        : [.. new FileInfo(call.Terminal.PathOf(file)).Directory?.EnumerateFiles().Select(f => f.Name) ?? []];
}
