using Plimsoll.Core.Deployments;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Releases;

/// <summary>What the verdict of a release means for who reads it: where it is, and what comes next.</summary>
internal static class ReleaseMeaning
{
    /// <summary>In a list: the verdict while shipping is a question, else what became of it.</summary>
    public static string InShort(ReleaseSeen seen) =>
        seen.Shipment.IsOpen || seen.Standing is not (Standing.Draft or Standing.Sealed)
            ? Of(seen, 0)
            : $"{seen.Sentence}.";

    public static string Of(ReleaseSeen seen, int blockers) => seen switch
    {
        { Release.Withdrawal: { } withdrawal } =>
            $"{withdrawal.By} withdrew it on {Words.Stamp(withdrawal.At)}. Nobody can deploy it any more.",
        { Asking: { } run } => $"It waits for an answer on {run.Environment}.",
        { Shipment.IsOpen: true } => Walking(seen.Shipment),
        { Standing: Standing.Released } => $"{seen.Release.Version} runs in production.",
        { Standing: Standing.PartlyReleased } => "Only a part of production runs it.",
        { Standing: Standing.RolledBack } => $"It was in production and was taken back: {BadReason(seen).Sentence}",
        { Standing: Standing.Superseded } => "It was in production; another version runs there now.",
        { Shipment.Status: ShipmentStatus.Failed } => $"Its last shipment failed. {seen.Shipment.Sentence.Sentence}",
        { Shipment.Status: ShipmentStatus.Cancelled } =>
            $"Its last shipment was {seen.Shipment.Sentence.TrimEnd('.')}.",
        _ when blockers > 0 => "What is missing stands below, with who clears it and how.",
        _ => "Nothing stands in its way.",
    };

    private static string BadReason(ReleaseSeen seen) =>
        (from environment in seen.Judged.Service?.Environments ?? []
         from bad in seen.Sight.Lane(seen.Release.Service, environment.Name).Bad
         where bad.Version == seen.Release.Version
         orderby bad.At
         select bad.Reason).LastOrDefault() ?? "";

    private static string Walking(Shipment shipment) =>
        shipment.Steps.FirstOrDefault(s => !s.IsClosed && s.Sentence != "") is { } step
            ? $"It is on its way. {step.Title}: {step.Sentence.TrimEnd('.')}."
            : "It is on its way.";
}
