using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A release type that nothing or nobody stands behind.</summary>
internal static class TypeLints
{
    public static IEnumerable<Lint> Of(ImmutableArray<CompiledLine> lines, ImmutableArray<Check> house)
    {
        List<CompiledLine> types = [];
        foreach (var line in lines)
        {
            if (IsType(line.Checks[0])) types.Add(line);
        }

        foreach (var line in types)
        {
            var type = line.Checks[0].ShortId.Split('.') is [_, var name, ..] ? name : "";
            if (Asks(lines, static check => true) && !Asks(lines, check => IsFor(check, type)))
            {
                yield return Say(line, $"No line is for {type} releases.");
            }
            else if (!Asks(lines, check => IsFor(check, type) && !check.Approvers.IsEmpty)
                && !house.Any(check => IsFor(check, type)))
            {
                yield return Say(line, $"Nobody approves {type} releases.");
            }
        }
    }

    private static bool Asks(ImmutableArray<CompiledLine> lines, Predicate<Check> what)
    {
        foreach (var line in lines)
        {
            if (line.Output == Output.Check && line.Asks(what)) return true;
        }

        return false;
    }

    private static bool IsType(Check check) =>
        check.Kind == CheckKind.Policy && check.ShortId.StartsWith("type.", StringComparison.Ordinal);

    private static bool IsFor(Check check, string type) => check.Condition is not { Class: "type" } only
        || only.Text == type || only.Text == "all"
        || (only.Text.Contains(',', StringComparison.Ordinal) && only.Text.Split(',').Contains(type));

    private static Lint Say(CompiledLine line, string message) => new("TYPE", "warn", line.Item.At.Line,
        line.Item.At.Column, message, "Add a line for this type, or let a line hold for every type.");
}
