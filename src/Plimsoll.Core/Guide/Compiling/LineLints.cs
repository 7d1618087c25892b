using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What one line leaves open.</summary>
internal static class LineLints
{
    private static readonly Stems Vague = Wording.Of("vague");

    /// <param name="known">Roles that were found to be known in lines before.</param>
    public static void Add(CompiledLine line, List<Lint> all, HashSet<string> known)
    {
        all.AddRange(line.Reading.Overrides.Lint.AsSpan());
        if (line.Item.Ticked)
        {
            all.Add(Say(line, "PRECHECKED", "warn", "The box is ticked in the guide; it is read as open.",
                "Write [ ]."));
        }

        AddUnknownRoles(line, all, known);
        if (line.Output == Output.Check) AddOfChecks(line, all);
    }

    private static void AddUnknownRoles(CompiledLine line, List<Lint> all, HashSet<string> known)
    {
        var first = all.Count;
        ImmutableArray<string> looked = [];
        foreach (var check in line.Checks)
        {
            var owners = check.Owners == looked ? [] : check.Owners;
            looked = check.Owners;
            foreach (var role in owners)
            {
                if (known.Contains(role)) continue;
                if (RoleTable.IsKnown(line.Reading.Words.Of(role))) known.Add(role);
                else AddUnknown(line, role, all, first);
            }
        }
    }

    private static void AddUnknown(CompiledLine line, string role, List<Lint> all, int first)
    {
        var message = $"\"{role}\" is no role the product knows.";
        if (all.FindIndex(first, lint => lint.Message == message) >= 0) return;
        all.Add(Say(line, "ROLE", "warn", message, "") with
        {
            Advice = () => $"Did you mean \"{RoleTable.Nearest(line.Reading.Words.Of(role))}\"?",
        });
    }

    private static void AddOfChecks(CompiledLine line, List<Lint> all)
    {
        var check = line.Checks[0];

        if (check.Condition is { Class: "ask" } condition && Vague.Matches(line.Reading.Words.Of(condition.Text)))
        {
            all.Add(Info(line, "COND",
                $"\"{condition.Text}\" leaves open who decides; it is asked once, with a reason.",
                "Say when, for example \"(required for major)\"."));
        }

        if (check.Concept.Length == 0 && check.Kind is not CheckKind.Approval)
        {
            all.Add(NotRecognised(line, check.Phase));
        }

        if (Spoken.LeavesOpen(line))
        {
            all.Add(Info(line, "MANUAL", $"Only \"{check.Concept}\" was recognised here; a person confirms the rest.",
                "Write the rest as a line of its own."));
        }

        if (check is { Owners.IsEmpty: false, Kind: not CheckKind.Approval } && !check.Approvers.IsEmpty
            && check.Approvers.AsSpan().SequenceEqual(check.Owners.AsSpan()))
        {
            all.Add(Say(
                line, "SOLO", "warn", "The same role does it and accepts it.", "Name a second role."));
        }
    }

    private static Lint NotRecognised(CompiledLine line, string phase) =>
        Info(line, "MANUAL", "Not recognised: a person ticks it.", "") with
        {
            Advice = () => Near(line.Reading.Suffixes.Said, phase),
        };

    private static string Near(Words said, string phase) =>
        string.Join(", ", NearConcepts.Of(said, phase)) is { Length: > 0 } near ? $"Nearest known: {near}."
            : "Nothing to do if a person is to do it.";

    private static Lint Info(CompiledLine line, string code, string message, string fix) =>
        Say(line, code, "info", message, fix);

    private static Lint Say(CompiledLine line, string code, string level, string message, string fix) =>
        new(code, level, line.Item.At.Line, line.Item.At.Column, message, fix);
}
