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

        List<Check> done = types.Count == 0 ? []
            : [.. lines.Where(line => line.Output == Output.Check).SelectMany(line => line.Checks)];
        foreach (var line in types)
        {
            var type = line.Checks[0].ShortId.Split('.') is [_, var name, ..] ? name : "";
            if (done.Count > 0 && !done.Exists(check => IsFor(check, type)))
            {
                yield return Say(line, $"No line is for {type} releases.");
            }
            else if (!done.Exists(check => IsFor(check, type) && !check.Approvers.IsEmpty)
                && !house.Any(check => IsFor(check, type)))
            {
                yield return Say(line, $"Nobody approves {type} releases.");
            }
        }
    }

    private static bool IsType(Check check) =>
        check.Kind == CheckKind.Policy && check.ShortId.StartsWith("type.", StringComparison.Ordinal);

    private static bool IsFor(Check check, string type) => check.Condition is not { Class: "type" } only
        || only.Text == type || only.Text == "all"
        || (only.Text.Contains(',', StringComparison.Ordinal) && only.Text.Split(',').Contains(type));

    private static Lint Say(CompiledLine line, string message) => new("TYPE", "warn", line.Item.At.Line,
        line.Item.At.Column, message, "Add a line for this type, or let a line hold for every type.");
}
