using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>A deployment that stands at a step of its shipment: it goes on when the step is done.</summary>
internal static class StepStops
{
    public static IEnumerable<Send> Of(Deployment run, Readings readings)
    {
        foreach (var open in run.Attempts.Where(a => a.IsOpen && a.Work == Work.Step))
        {
            var shipment = readings.Of<Shipment>(Shipment.StreamOf(run.Order.Shipment));
            var step = run.Plan.FirstOrDefault(p => p.Key == open.Action)?.Step ?? "";
            if (Ended(shipment, shipment.Find(step)) is var (outcome, sentence))
                yield return new Send("end-stop", open.Name, Deployment.StreamOf(run.Id), new EndAttempt(
                    open.Action, open.Number, outcome, sentence, "", "", ""));
        }
    }

    private static (Outcome, string)? Ended(Shipment shipment, Step? step) => (shipment.IsOpen, step) switch
    {
        (_, { IsClosed: true }) => (Outcome.Succeeded, step.Sentence),
        (_, { Status: StepStatus.Failed }) => (Outcome.Failed, step.Sentence),
        (_, null) => (Outcome.Succeeded, "the guide asks for it no more"),
        (false, _) => (Outcome.Error, $"{shipment.Id} has ended: {shipment.Sentence}"),
        _ => null,
    };
}
