using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Writes down how to get back from this release.</summary>
public sealed record PlanRollback(string Steps, DataClass Data, string Mitigation, string Decides) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(Steps))
            return Refusal.Invalid("A rollback plan says what is done; write its steps.");
        if (Data == DataClass.Irreversible && string.IsNullOrWhiteSpace(Mitigation))
            return Refusal.Invalid("Data cannot go back, so say what is done instead with --mitigation: " +
                "fix forward, switch a flag off, or restore, with the loss in minutes.");
        return new RollbackPlanned(Steps.Trim(), Data, Mitigation.Trim(), Decides == ""
            ? "Release Manager or on-call" : Decides);
    }
}

public sealed record RollbackPlanned(string Steps, DataClass Data, string Mitigation, string Decides) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        RollbackPlan = new RollbackPlan(Steps, Data, Mitigation, Decides, moment.Actor, moment.At)
        {
            Confirmations = release.Confirmations.Length,
        },
    };
}
