using System.Collections.Immutable;

namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>How far the compiler and the people who labelled a guide agree.</summary>
/// <param name="Families">Over the lines that people call normative.</param>
/// <param name="Roles">Owners and approvers as one set for each line.</param>
/// <param name="Swapped">Roles both name, one as owner and the other as approver.</param>
/// <param name="Normative">Lines of which both say the same: something to do, or something to know.</param>
/// <param name="Concepts">Lines without a family to which the compiler gave one.</param>
internal sealed record GuideScore(
    string Guide,
    int Lines,
    Tally Families,
    Tally Roles,
    int Swapped,
    Agreement Deadlines,
    Agreement Cadences,
    Agreement Watches,
    int Normative,
    int Concepts)
{
    /// <summary>Where they differ, without the words of the guide: <c>file:line what: wanted …, got …</c>
    /// </summary>
    public ImmutableArray<string> Differences { get; init; } = [];

    /// <summary>Concepts of which the line says no word.</summary>
    public ImmutableArray<string> Unfounded { get; init; } = [];

    public static GuideScore None(string guide) =>
        new(guide, 0, default, default, 0, default, default, default, 0, 0);

    public static GuideScore Of(LabelledGuide guide) => guide.Labels.Keys.Union(guide.Read.Keys).Order()
        .Aggregate(None(guide.Name), (score, line) => score.With(
            line, guide.Labels.GetValueOrDefault(line, LineFacts.Nothing),
            guide.Read.GetValueOrDefault(line, LineFacts.Nothing))) with
        {
            Unfounded = Scoring.Unfounded.In(guide.Compilation),
        };

    public static GuideScore Sum(IEnumerable<GuideScore> all) => all.Aggregate(None("all"), (a, b) => new GuideScore(
        a.Guide, a.Lines + b.Lines, a.Families + b.Families, a.Roles + b.Roles, a.Swapped + b.Swapped,
        a.Deadlines + b.Deadlines, a.Cadences + b.Cadences, a.Watches + b.Watches, a.Normative + b.Normative,
        a.Concepts + b.Concepts)
    {
        Differences = a.Differences.AddRange(b.Differences),
        Unfounded = a.Unfounded.AddRange(b.Unfounded),
    });

    private GuideScore With(int line, LineFacts wanted, LineFacts got) => this with
    {
        Lines = Lines + 1,
        Families = Families + (wanted.Normative ? Tally.Of(wanted.Families, got.Families) : default),
        Roles = Roles + (wanted.Normative ? Tally.Of(wanted.Roles, got.Roles) : default),
        Swapped = Swapped + (wanted.Normative ? SwappedIn(wanted, got).Count() : 0),
        Deadlines = Deadlines + Agreement.Of(wanted.Deadline, got.Deadline),
        Cadences = Cadences + Agreement.Of(wanted.Cadence, got.Cadence),
        Watches = Watches + Agreement.Of(wanted.Observe, got.Observe),
        Normative = Normative + (wanted.Normative == got.Normative ? 1 : 0),
        Concepts = Concepts + (wanted.Normative && wanted.Families.IsEmpty && !got.Families.IsEmpty ? 1 : 0),
        Differences = Differences.AddRange(
            Difference.Between(wanted, got).Select(difference => $"{Guide}:{line} {difference}")),
    };

    internal static IEnumerable<string> SwappedIn(LineFacts wanted, LineFacts got) => wanted.Roles.Intersect(got.Roles)
        .Where(role => wanted.Owners.Contains(role) != got.Owners.Contains(role)
            || wanted.Approvers.Contains(role) != got.Approvers.Contains(role));
}
