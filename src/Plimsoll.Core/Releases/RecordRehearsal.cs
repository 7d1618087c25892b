using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A rollback that was carried out before production, to see that it works and how long it takes.</summary>
/// <param name="To">The version it went back to.</param>
/// <param name="Took">From the order to the verified rollback; zero where there is none.</param>
/// <param name="Deployment">The rollback.</param>
/// <param name="Sentence">Why it did not pass; empty where it did.</param>
public sealed record Rehearsal(int Candidate, string Environment, string To, TimeSpan Took, string Deployment,
    string By, DateTimeOffset At, bool Passed, string Sentence);

/// <summary>Puts a rehearsed rollback on record, once its deployments have ended.</summary>
public sealed record RecordRehearsal(int Candidate, string Environment, string To, TimeSpan Took, string Deployment,
    string By, bool Passed, string Sentence) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now) =>
        release.Rehearsal?.Deployment == Deployment || release.Closed() is not null
            ? Ruling.Of<ReleaseEvent>()
            : new RollbackRehearsed(Candidate, Environment, To, Took, Deployment, By, Passed, Sentence);
}

public sealed record RollbackRehearsed(int Candidate, string Environment, string To, TimeSpan Took, string Deployment,
    string By, bool Passed, string Sentence) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Rehearsal = new Rehearsal(Candidate, Environment, To, Took, Deployment, By, moment.At, Passed, Sentence),
    };
}
