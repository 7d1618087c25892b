using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Deployments;

/// <summary>The lines of a playbook that a shipment walks, in the guide's order.</summary>
internal static class StepOrder
{
    /// <remarks>
    /// Three lines stand elsewhere than they are written: a section about the rollout says how production is deployed,
    /// so it comes before the last line that does; a section about verification comes before the release is announced;
    /// and a line that signs for the lines under it comes after them.
    /// </remarks>
    public static ImmutableArray<Check> Of(Playbook? playbook)
    {
        if (playbook is null) return [];
        var lines = playbook.Lines(LineUse.Step, LineUse.StepGate, LineUse.Verification).ToList();
        // Only what leads to a part of the rollout; what stands after its last part is about all of it.
        Hoist(lines, "rollout", lines.FindLastIndex(c => IsProduction(c) && Phase(c) == "deploy"),
            lines.FindLastIndex(c => IsProduction(c) && Phase(c) == "rollout"));
        Hoist(lines, "verify", lines.FindIndex(c => StepReading.IsAnnouncement(c)), lines.Count - 1);
        foreach (var gate in lines.Where(c => playbook.UseOf(c) == LineUse.StepGate).ToList())
            AfterItsLines(lines, playbook, gate);
        return [.. lines];
    }

    private static bool IsProduction(Check check) =>
        StepReading.IsDeploy(check) && !StepReading.IsOfStaging(check);

    private static string Phase(Check check) => check.Phase.Split('.')[0];

    private static void Hoist(List<Check> lines, string phase, int before, int last)
    {
        if (before < 0 || last <= before) return;
        var late = lines[(before + 1)..(last + 1)]
            .Where(c => Phase(c) == phase && !StepReading.IsAnnouncement(c)).ToList();
        lines.RemoveAll(late.Contains);
        lines.InsertRange(before, late);
    }

    private static void AfterItsLines(List<Check> lines, Playbook playbook, Check gate)
    {
        var last = playbook.ChildrenOf(gate).Select(c => lines.IndexOf(c)).DefaultIfEmpty(-1).Max();
        if (last <= lines.IndexOf(gate)) return;
        lines.Insert(last + 1, gate);
        lines.Remove(gate);
    }
}
