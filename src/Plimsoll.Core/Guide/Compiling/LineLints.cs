using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What one line leaves open.</summary>
internal static class LineLints
{
    private static readonly Stems Vague = Wording.Of("vague");

    public static IEnumerable<Lint> Of(CompiledLine line)
    {
        var (item, at) = (line.Item, line.Item.At);
        foreach (var lint in line.Reading.Overrides.Lint)
        {
            yield return lint;
        }

        if (item.Ticked)
        {
            yield return Say("PRECHECKED", "warn", "The box is ticked in the guide; it is read as open.", "Write [ ].");
        }

        foreach (var role in UnknownRoles(line))
        {
            yield return Say("ROLE", "warn", $"\"{role}\" is no role the product knows.",
                $"Did you mean \"{RoleTable.Nearest(line.Reading.Words.Of(role))}\"?");
        }

        foreach (var lint in OfChecks(line))
        {
            yield return lint;
        }

        Lint Say(string code, string level, string message, string fix) =>
            new(code, level, at.Line, at.Column, message, fix);
    }

    private static IEnumerable<string> UnknownRoles(CompiledLine line) =>
        line.Checks.All(check => check.Owners.IsEmpty) ? []
            : line.Checks.SelectMany(check => check.Owners).Distinct().Where(role => !RoleTable.IsKnown(line.Reading.Words.Of(role)));

    private static IEnumerable<Lint> OfChecks(CompiledLine line)
    {
        var check = line.Checks[0];
        if (line.Output != Output.Check)
        {
            yield break;
        }

        if (check.Condition is { Class: "ask" } condition && Vague.Matches(line.Reading.Words.Of(condition.Text)))
        {
            yield return Info("COND", $"\"{condition.Text}\" leaves open who decides; it is asked once, with a reason.",
                "Say when, for example \"(required for major)\".");
        }

        if (check.Concept.Length == 0 && check.Kind is not CheckKind.Approval)
        {
            var near = string.Join(", ", Concepts.Nearest(line.Reading.Suffixes.Said, check.Phase));
            yield return Info("MANUAL", "Not recognised: a person ticks it.",
                near.Length > 0 ? $"Nearest known: {near}." : "Nothing to do if a person is to do it.");
        }

        if (Spoken.LeavesOpen(line))
        {
            yield return Info("MANUAL", $"Only \"{check.Concept}\" was recognised here; a person confirms the rest.",
                "Write the rest as a line of its own.");
        }

        if (check is { Owners.IsEmpty: false, Kind: not CheckKind.Approval } && !check.Approvers.IsEmpty
            && check.Approvers.SequenceEqual(check.Owners))
        {
            yield return Info("SOLO", "The same role does it and accepts it.", "Name a second role.")
                with { Level = "warn" };
        }

        Lint Info(string code, string message, string fix) =>
            new(code, "info", line.Item.At.Line, line.Item.At.Column, message, fix);
    }
}
