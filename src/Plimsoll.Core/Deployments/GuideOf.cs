using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>What the guide that a deployment goes by says of its lane.</summary>
internal static class GuideOf
{
    /// <summary>The playbook of its shipment, else of the candidate.</summary>
    public static string PlaybookOf(Queued order, string service, Readings readings) =>
        order.Shipment != "" && readings.Of<Shipment>(Shipment.StreamOf(order.Shipment)) is { Exists: true } shipment
            ? shipment.Playbook
        : readings.Of<Release>(Release.StreamOf(service, order.Version)).Candidate?.Playbook ?? "";

    /// <summary>The lines that say what counts as failed, and whether somebody is asked then.</summary>
    public static ImmutableArray<FailureLine> Failures(Queued order, string service, Readings readings)
    {
        var book = readings.Of<GuideBook>(GuideBook.Stream);
        return
        [
            .. from check in book.Find(PlaybookOf(order, service, readings)).Lines(LineUse.Policy)
               where IsAboutDeployments(check)
               select new FailureLine(check.Line, check.Text, check.Mode != CheckMode.Auto),
        ];
    }

    // What only people can see is shown when somebody is asked; it does not keep a failed check from counting.
    private static bool IsAboutDeployments(Check check) =>
        check.Evidence.Contains("deploy.", StringComparison.Ordinal)
        || check.Evidence.Contains("metrics.", StringComparison.Ordinal)
        || check.Evidence.Contains("rollout.", StringComparison.Ordinal)
        || check.Mode != CheckMode.Auto;
}
