using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>What would be done, target by target, and what is in the way.</summary>
internal static class PlanText
{
    public static string Of(ShipView plan)
    {
        var blocked = plan.Blockers.Length == 0
            ? "Nothing blocks it.\n" : $"Blocked by:\n{BlockerText.Of(plan.Blockers)}";
        return string.Concat(plan.Plan.GroupBy(p => (p.Environment, p.Target)).Select(Place)) + blocked;
    }

    /// <summary>What production of a walk that has begun waits for: a line each, with what clears it.</summary>
    public static string Waits(ShipView shipped) => "Production waits for:" + string.Concat(shipped.Blockers.Select(
        b => $"\n  - {Plain.Text(b.Sentence)}{(b.Command == "" ? "" : $": {Plain.Text(b.Command)}")}"));

    private static string Place(IGrouping<(string Environment, string Target), PlannedCommandView> place)
    {
        var where = place.Key.Target == "" ? place.Key.Environment : $"{place.Key.Environment}, {place.Key.Target}";
        return $"{Plain.Text(where)}\n{string.Concat(place.Select(One))}\n";
    }

    private static string One(PlannedCommandView action) => $"  {Plain.Text(action.Action)}\n" + string.Concat(
        Plain.Lines(action.Command).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"    {line}\n"));
}
