using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>How a restore drill ended, and what was measured on the host.</summary>
public sealed record EndDrill(string Drill, Outcome Outcome, string Sentence, TimeSpan Took, long Bytes) : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now) =>
        lane.Drill is { IsOpen: true } open && open.Id == Drill
            ? new DrillEnded(Drill, Outcome, Sentence, Took, Bytes)
            : Refusal.TooLate($"{Drill} has ended already.");
}

public sealed record DrillEnded(string Drill, Outcome Outcome, string Sentence, TimeSpan Took, long Bytes) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane.Drill is not { } drill ? lane : lane with
    {
        Drill = drill with { Outcome = Outcome, EndedAt = moment.At, Sentence = Sentence, Took = Took, Bytes = Bytes },
        DrillPassed = Outcome == Outcome.Succeeded ? moment.At : lane.DrillPassed,
    };
}
