using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Roles named one after the other, as written; the last may stand under a condition.</summary>
internal sealed record RoleList(ImmutableArray<string> Roles, string Condition)
{
    private static readonly string[] Between = [" / ", ",", " and ", " or ", " + ", "+", "&", " with "];

    public static RoleList None { get; } = new([], "");

    /// <summary>The list, or none when any member is no role: a guess about people is worse than no owner.</summary>
    public static RoleList Read(string text, RoleTable known)
    {
        var members = text.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (members.Length == 0)
        {
            return None;
        }

        var condition = "";
        var at = members[^1].IndexOf(" if ", StringComparison.OrdinalIgnoreCase);
        if (at > 0)
        {
            condition = members[^1][(at + 1)..];
            members[^1] = members[^1][..at];
        }

        return Array.TrueForAll(members, known.IsRole) ? new RoleList([.. members], condition) : None;
    }
}
