using System.Collections.Concurrent;
using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>A guide means what it says, whatever editor saved it.</summary>
public sealed class WrittenAnotherWay
{
    // A seed that is fixed: a failure comes back.
    private const int Seed = 20261128;
    private const int Combinations = 4;

    private static readonly ConcurrentDictionary<string, string> Originals = [];

    public static TheoryData<string> Names => [.. Mutation.All.Select(mutation => mutation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_guide_is_the_same_playbook(string mutation) =>
        AssertNone(Differences(SomeGuide.ReferenceName, SomeGuide.ReferenceBytes, Named(mutation)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_development_guide_is_the_same_playbook(string mutation) => AssertNone(
        SomeGuide.DevelopmentFiles().SelectMany(file => Differences(file, File.ReadAllBytes(file), Named(mutation))));

    [Fact]
    public void Several_ways_together_are_the_same_playbook()
    {
        var random = new Random(Seed);
        AssertNone(
            from file in SomeGuide.DevelopmentFiles()
            from _ in Enumerable.Range(0, Combinations)
            let some = Mutation.All.Where(_ => random.Next(3) == 0).ToList()
            from difference in Differences(file, File.ReadAllBytes(file), Mutation.Together(some))
            select $"seed {Seed}, {difference}");
    }

    [Fact]
    public void Every_mutation_changes_some_guide() => Assert.All(
        Mutation.All, mutation => Assert.Contains(
            SomeGuide.DevelopmentFiles().Select(File.ReadAllBytes),
            bytes => !mutation.Of(Original(bytes)).Bytes.SequenceEqual(bytes)));

    private static Mutation Named(string name) => Mutation.All.Single(mutation => mutation.Name == name);

    private static Written Original(byte[] bytes) => Written.Of(Encoding.UTF8.GetString(bytes));

    private static void AssertNone(IEnumerable<string> differences)
    {
        var all = differences.ToList();
        Assert.True(all.Count == 0, $"{all.Count} differ:\n{string.Join('\n', all.Take(20))}");
    }

    private static IEnumerable<string> Differences(string file, byte[] bytes, Mutation mutation)
    {
        var name = Path.GetFileName(file);
        var (guide, mutated) = mutation.Of(Original(bytes));
        var difference = SamePlaybook.Difference(
            Originals.GetOrAdd(name, _ => SamePlaybook.Of(GuideCompiler.Compile(name, bytes).Playbook, line => line)),
            SamePlaybook.Of(GuideCompiler.Compile(name, mutated).Playbook, guide.OriginOf));
        return difference.Length == 0 ? [] : [$"{name}, {mutation.Name}: {difference}"];
    }
}
