using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Puts an observation on record. Newer failing evidence overrides older passing evidence.</summary>
/// <param name="Commit">What was observed; must be a candidate's commit.</param>
public sealed record AddEvidence(
    string Gate,
    Verdict Verdict,
    string Commit,
    string Source,
    DateTimeOffset ObservedAt,
    string Summary,
    string Link,
    bool ByHand)
    : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (Gate == "") return Refusal.Invalid("Say which gate the evidence is for, such as security-scan.");
        if (ReleaseView.Of(release, readings).UnknownGate(Gate) is { } unknown) return unknown;
        if (Verdict is not (Verdict.Passed or Verdict.Failed or Verdict.Error or Verdict.Inconclusive))
            return Refusal.Invalid(
                $"Evidence is passed, failed, error or inconclusive; {Verdict.Word} is not something observed.");
        if (ObservedAt > now.At)
            return Refusal.Invalid("The evidence was observed in the future; check the clock of its source.");
        var candidate = release.Candidates.LastOrDefault(c => c.Commit == Commit);
        return candidate is null
            ? Refusal.Invalid(
                $"{Short(Commit)} is not the commit of a candidate of {release.Title}; seal it first with " +
                $"`plimsoll release seal {release.Service} {release.Version}`.")
            : new EvidenceAdded(Gate, Verdict, Commit, candidate.Number, Source, ObservedAt, Summary, Link, ByHand);
    }

    private static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit == "" ? "No commit" : commit;
}

public sealed record EvidenceAdded(
    string Gate,
    Verdict Verdict,
    string Commit,
    int Candidate,
    string Source,
    DateTimeOffset ObservedAt,
    string Summary,
    string Link,
    bool ByHand) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Evidence = release.Evidence.Add(new Evidence(
            Gate, Verdict, Commit, Candidate, Source, ObservedAt, Summary, Link, moment.Actor, ByHand)),
    };
}
