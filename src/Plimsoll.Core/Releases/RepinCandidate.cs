using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>The shipment of a candidate moved to another guide; its gates are judged by that from now on. Evidence and
/// words stay with the lines they were about.</summary>
public sealed record RepinCandidate(int Candidate, string Playbook) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now) =>
        release.Candidate is not { } candidate || candidate.Number != Candidate || candidate.Playbook == Playbook
            || readings.Of<GuideBook>(GuideBook.Stream).Find(Playbook) is null
            ? Ruling.Of<ReleaseEvent>()
            : new CandidateRepinned(Candidate, Playbook, candidate.Playbook);
}

public sealed record CandidateRepinned(int Candidate, string Playbook, string Before) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Candidates =
        [
            .. release.Candidates.Select(c => c.Number == Candidate ? c with { Playbook = Playbook } : c),
        ],
    };
}
