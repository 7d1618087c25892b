using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>What people approved in the walk before still holds in the next one of the same candidate.</summary>
internal static class TakenOverSteps
{
    private const string Said = "taken over from ";

    /// <param name="before">The walk before; an empty one where there was none.</param>
    public static ImmutableArray<Step> From(Shipment before, Candidate candidate, ImmutableArray<Step> steps,
        Playbook playbook, DateTimeOffset at)
    {
        if (!before.Exists || before.Candidate != candidate.Number || before.Digest != candidate.Digest) return steps;
        // What is deployed anew was not there to be approved: whoever said yes after it is asked again.
        var anew = steps.FirstOrDefault(s => s.Does == StepWork.Deploy && !s.IsClosed)?.Id;
        var early = steps.TakeWhile(s => s.Id != anew).Select(s => s.Id).ToHashSet();
        return [.. steps.Select(step => early.Contains(step.Id) ? Of(before, step, playbook, at) : step)];
    }

    private static Step Of(Shipment before, Step step, Playbook playbook, DateTimeOffset at) =>
        step is { Does: StepWork.Gate, Decides: false, Status: StepStatus.Todo }
        && before.Find(step.Id) is { Status: StepStatus.Done, Approvals.IsEmpty: false } was
        && was.Signers.SequenceEqual(step.Signers)
        && !was.Approvals.Any(a => at - a.At > playbook.Find(step.Id)?.GoodFor)
            ? step with
            {
                Status = StepStatus.Done, Approvals = was.Approvals, Applies = was.Applies, EndedAt = was.EndedAt,
                Sentence = was.Sentence.StartsWith(Said, StringComparison.Ordinal)
                    ? was.Sentence : $"{Said}{before.Id}: {was.Sentence}",
            }
            : step;
}
