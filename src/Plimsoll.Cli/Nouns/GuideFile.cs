using System.Text.Json;
using Plimsoll.Core.Guide;

namespace Plimsoll.Cli.Nouns;

/// <summary>A guide named on the command line, compiled here.</summary>
/// <param name="Beside">The sidecar and the linked files it was compiled with.</param>
internal sealed record GuideFile(string File, byte[] Bytes, Compilation Guide, GuideFiles Beside)
{
    /// <summary>Said in place of a file: the guide that the server has in force.</summary>
    public const string Applied = "applied";

    public static async Task<GuideFile> Read(
        Call call, string file, string sidecar, CancellationToken stop)
    {
        var bytes = await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop);
        var beside = await GuideFiles.Beside(call, file, bytes, sidecar, stop);
        return new GuideFile(
            file, bytes, GuideCompiler.Compile(FileBytes.NameOf(file), bytes, beside.Around), beside);
    }

    /// <summary>The playbook of a file, or of the server where <c>applied</c> is said.</summary>
    public static async Task<Playbook> Playbook(Call call, string file, CancellationToken stop)
    {
        if (file == Applied)
            return PlaybookJson.Read((await call.Server.Get<JsonElement>("guide", stop)).GetRawText());
        var (_, _, guide, _) = await Read(call, file, "", stop);
        return !guide.HasErrors ? guide.Playbook : throw Failure.Usage(
            $"{file} has errors.", GuideReport.LintLine(file, guide.Lint.First(lint => lint.Level == "error")),
            $"plimsoll guide check {file}");
    }
}
