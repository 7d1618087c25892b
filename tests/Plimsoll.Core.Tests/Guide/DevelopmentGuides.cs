using Plimsoll.Core.Guide;
using Plimsoll.Core.Tests.Guide.Scoring;

namespace Plimsoll.Core.Tests.Guide;

public sealed class DevelopmentGuides
{
    [Fact]
    public void Every_item_of_every_guide_goes_somewhere()
    {
        foreach (var file in SomeGuide.DevelopmentFiles())
        {
            var compilation = GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file));
            var (items, outputs) = (compilation.Playbook.Items, compilation.Playbook.Outputs);
            Assert.Equal(items, outputs.Checks + outputs.Information + outputs.Template + outputs.Metadata);
            Assert.Equal(
                items, compilation.Playbook.Checks.Where(check => check.Line > 0).Select(check => check.Line)
                    .Distinct().Count());
            Assert.DoesNotContain(compilation.Lint, lint => lint.Code is "LOST" or "SIZE");
        }
    }

    [Fact]
    public void No_line_gets_a_concept_of_which_it_says_no_word() => Assert.Empty(SomeGuide.DevelopmentFiles()
        .SelectMany(file => Unfounded.In(GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file)))));
}
