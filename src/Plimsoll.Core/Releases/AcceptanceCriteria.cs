using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Adds an acceptance criterion where no tracker carries it.</summary>
public sealed record AddCriterion(string Text) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(Text)) return Refusal.Invalid("Say what must hold, in a sentence.");
        return release.Criteria.Any(c => c.Text == Text.Trim())
            ? Ruling.Of<ReleaseEvent>()
            : new CriterionAdded(Text.Trim());
    }
}

public sealed record CriterionAdded(string Text) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) =>
        release with { Criteria = release.Criteria.Add(new Criterion(Text, "", null)) };
}

/// <summary>A named person, not an author of the changes, says that a criterion is met.</summary>
/// <param name="Number">1-based, as listed.</param>
public sealed record MeetCriterion(int Number) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (Number < 1 || Number > release.Criteria.Length)
            return Refusal.NotFound(
                $"{release.Title} has {release.Criteria.Length} criteria; there is no number {Number}.");
        if (release.Candidate is { } candidate && candidate.IsBy(now.Actor))
            return Refusal.Forbidden(
                "An author of the changes cannot say that their own work is accepted; ask the PM.");
        var proven = ReleaseView.Of(release, readings).Proven;
        return OwnRecord.IsMet(proven.Criteria[Number - 1], release.Candidate)
            ? Ruling.Of<ReleaseEvent>()
            : new CriterionMet(Number);
    }
}

public sealed record CriterionMet(int Number) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Criteria = release.Criteria.SetItem(
            Number - 1, release.Criteria[Number - 1] with { MetBy = moment.Actor, MetAt = moment.At }),
    };
}
