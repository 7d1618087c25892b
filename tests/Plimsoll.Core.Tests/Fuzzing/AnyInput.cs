using Plimsoll.Core.Guide;
using Plimsoll.Files.Guide;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>Whatever a parser is handed, it ends, soon, in little memory, with an answer. Every run 20,000 inputs to
/// each; <c>./test --fuzz N</c> N of them.</summary>
public sealed class AnyInput(ITestOutputHelper output)
{
    [Fact]
    public void A_guide_compiles_with_every_item_somewhere() =>
        output.WriteLine(new Campaign("guide", GuideInputs.Any, Compile).Run());

    [Fact]
    public void A_sidecar_is_read_or_has_problems_with_places() =>
        output.WriteLine(new Campaign("sidecar", SidecarInputs.Any, ReadSidecar).Run());

    private static void ReadSidecar(byte[] bytes)
    {
        var sidecar = GuideSidecarReader.Read("guide.plimsoll.yaml", bytes);
        Assert.DoesNotContain(sidecar.Problems, problem => problem.Line < 1 || problem.Column < 1);
        if (bytes.Length > GuideSidecarReader.MostBytes) Assert.Single(sidecar.Problems);
        // One in eight also speaks to a guide: its words make new tables, which is most of the work.
        if (bytes.Length % 8 == 0 && sidecar.Problems.IsEmpty) Hold(Beside(sidecar));
    }

    private static Compilation Beside(GuideSidecar sidecar) => GuideCompiler.Compile(
        "guide.md", "## Ferry\n- [ ] Backup taken\n- [ ] Feed the gulls (Harbour Master)\n"u8.ToArray(),
        GuideSurroundings.Nothing with { Sidecar = sidecar });

    private static void Compile(byte[] bytes)
    {
        var compilation = GuideCompiler.Compile("guide.md", bytes);
        Hold(compilation);
        if (bytes.Length > GuideCompiler.MostBytes) Assert.Equal("SIZE", Assert.Single(compilation.Lint).Code);
        if (compilation.Playbook.Items == 0) Assert.True(compilation.HasErrors);
    }

    private static void Hold(Compilation compilation)
    {
        var (playbook, outputs) = (compilation.Playbook, compilation.Playbook.Outputs);
        Assert.Equal(playbook.Items, outputs.Checks + outputs.Information + outputs.Template + outputs.Metadata);
        Assert.Equal(playbook.Hash, PlaybookJson.Read(PlaybookJson.Write(playbook)).Hash);
        Assert.DoesNotContain(compilation.Lint, lint => lint.Code == "LOST");
    }
}
