using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>Whatever a parser is handed, it ends, soon, in little memory, with an answer. Every run 20,000 inputs to
/// each; <c>./test --fuzz N</c> N of them.</summary>
public sealed class AnyInput(ITestOutputHelper output)
{
    [Fact]
    public void A_guide_compiles_with_every_item_somewhere() =>
        output.WriteLine(new Campaign("guide", GuideInputs.Any, Compile).Run());

    private static void Compile(byte[] bytes)
    {
        var compilation = GuideCompiler.Compile("guide.md", bytes);
        var (playbook, outputs) = (compilation.Playbook, compilation.Playbook.Outputs);
        Assert.Equal(playbook.Items, outputs.Checks + outputs.Information + outputs.Template + outputs.Metadata);
        Assert.Equal(playbook.Hash, PlaybookJson.Read(PlaybookJson.Write(playbook)).Hash);
        Assert.DoesNotContain(compilation.Lint, lint => lint.Code == "LOST");
        if (bytes.Length > GuideCompiler.MostBytes) Assert.Equal("SIZE", Assert.Single(compilation.Lint).Code);
        if (playbook.Items == 0) Assert.True(compilation.HasErrors);
    }
}
