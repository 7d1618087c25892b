namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>Guides the compiler was not written for, against what people read in them. <c>./test --guides</c> prints
/// the table, with <c>--verbose</c> every difference.</summary>
public sealed class LabelledGuides
{
    private const double Least = 0.92;

    private static readonly string Wanted = Environment.GetEnvironmentVariable("PLIMSOLL_GUIDES") ?? "";

    // Compiled once, whichever test comes first.
    private static readonly Lazy<GuideScore[]> Scores = new(() => [.. LabelledGuide.All().Select(GuideScore.Of)]);

    private static GuideScore All => GuideScore.Sum(Scores.Value);

    [Fact]
    public void Thirty_guides_are_labelled()
    {
        foreach (var line in Wanted.Length > 0 ? ScoreTable.Of(Scores.Value, All) : []) Console.WriteLine(line);
        foreach (var line in Wanted == "verbose" ? All.Differences : []) Console.WriteLine(line);
        Assert.True(Scores.Value.Length >= 30, $"{Scores.Value.Length} guides are labelled.");
    }

    [Fact]
    public void The_families_of_lines_are_what_people_say() =>
        Assert.True(All.Families.F1 >= Least, $"Families F1 {All.Families.F1:0.000}; ./test --guides says where.");

    [Fact]
    public void The_people_of_lines_are_what_people_say() =>
        Assert.True(All.Roles.F1 >= Least, $"Roles F1 {All.Roles.F1:0.000}; ./test --guides says where.");

    [Fact]
    public void No_deadline_is_invented() => Assert.DoesNotContain(
        All.Differences, difference => difference.Contains(" deadline: wanted -,", StringComparison.Ordinal));

    [Fact]
    public void No_concept_is_invented() => Assert.Empty(All.Unfounded);
}
