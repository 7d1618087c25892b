using Plimsoll.Core.Guide;
namespace Plimsoll.Core.Tests.Guide;
public sealed class ZzScore
{
    [Fact]
    public void Dump()
    {
        foreach (var file in SomeGuide.DevelopmentFiles())
        {
            var c = GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file));
            File.WriteAllText("/tmp/gscore/" + Path.GetFileName(file) + ".tsv", string.Join('\n', Golden.Of(c.Playbook).Rows));
            File.WriteAllText("/tmp/gscore/" + Path.GetFileName(file) + ".txt", GuideReport.Text(c));
        }
    }
}
