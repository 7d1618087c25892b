using System.Collections.Immutable;
using System.Text.Json;
using Plimsoll.Core.Guide;

namespace Plimsoll.Cli.Nouns;

/// <summary>A guide named on the command line, compiled here.</summary>
internal sealed record GuideFile(string File, byte[] Bytes, Compilation Guide)
{
    /// <summary>Said in place of a file: the guide that the server has in force.</summary>
    public const string Applied = "applied";

    public static async Task<GuideFile> Read(Call call, string file, CancellationToken stop)
    {
        var bytes = await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop);
        var around = GuideSurroundings.Nothing with { Files = Beside(call, file) };
        return new GuideFile(file, bytes, GuideCompiler.Compile(FileBytes.NameOf(file), bytes, around));
    }

    /// <summary>The playbook of a file, or of the server where <c>applied</c> is said.</summary>
    public static async Task<Playbook> Playbook(Call call, string file, CancellationToken stop)
    {
        if (file == Applied)
            return PlaybookJson.Read((await call.Server.Get<JsonElement>("guide", stop)).GetRawText());
        var (_, _, guide) = await Read(call, file, stop);
        return !guide.HasErrors ? guide.Playbook : throw Failure.Usage(
            $"{file} has errors.", GuideReport.LintLine(file, guide.Lint.First(lint => lint.Level == "error")),
            $"plimsoll guide check {file}");
    }

    /// <summary>What the guide may link to.</summary>
    private static ImmutableHashSet<string> Beside(Call call, string file) => file == "-"
        ? []
        : [.. new FileInfo(call.Terminal.PathOf(file)).Directory?.EnumerateFiles().Select(f => f.Name) ?? []];
}
