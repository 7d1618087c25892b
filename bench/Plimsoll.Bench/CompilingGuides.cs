using System.Text;
using Markdig;
using Plimsoll.Core.Guide;

namespace Plimsoll.Bench;

/// <summary>Issue 4: all development guides compiled in one process cost at most four times the processor time of parsing
/// their Markdown.</summary>
/// <remarks>Compiled is every line, check and remark. The hash of a playbook and the advice of a remark ("Nearest known:
/// …") are made when somebody reads them, so they are not in the figure; `guide check` reads both.</remarks>
public static class CompilingGuides
{
    private const int Passes = 20;

    // Until the runtime has made its best code of both: its own work on either would be counted to whichever runs.
    private const int Warming = 10;

    // The compiler's own.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation().UseTaskLists().UsePipeTables().UseYamlFrontMatter().Build();

    public static async Task<Ratio> Measure()
    {
        var guides = Files().Select(File.ReadAllBytes).ToList();
        Task<int> Ours() => Each(guides, guide => GuideCompiler.Compile("guide.md", guide));
        Task<int> Theirs() => Each(guides, guide => Markdown.Parse(Encoding.UTF8.GetString(guide), Pipeline));
        for (var round = 0; round < Warming; round++)
        {
            await Ours();
            await Theirs();
        }

        return await Ratio.Measure($"{guides.Count} guides compiled, processor time:", "Markdig alone", 1 / 4.0,
            Ours, Theirs, () => Environment.CpuUsage.TotalTime);
    }

    private static Task<int> Each(List<byte[]> guides, Func<byte[], object> work)
    {
        for (var pass = 0; pass < Passes; pass++)
            foreach (var guide in guides) GC.KeepAlive(work(guide));
        return Task.FromResult(Passes * guides.Count);
    }

    /// <summary>The guides beside the repository; without them the one that the product ships.</summary>
    private static IEnumerable<string> Files()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var shared = Path.Combine(at.FullName, "shared", "guides", "dev");
            if (Directory.Exists(shared)) return Directory.EnumerateFiles(shared, "*.md", SearchOption.AllDirectories);
        }

        Console.WriteLine("  The development guides are not beside this clone; the reference guide stands in.");
        return [GuideCheck.Reference];
    }
}
