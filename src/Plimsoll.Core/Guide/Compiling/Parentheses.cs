using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a parenthesis after a line says: a condition, people, or an aside.</summary>
internal static class Parentheses
{
    public static Suffixes Read(Suffixes line, string group)
    {
        if (Conditions.Read(group) is { } condition)
        {
            return line with { Condition = line.Condition ?? condition };
        }

        if (Wording.Find("typically", group) is { Start: >= 0 } typically)
        {
            return Stand(line, RoleList.Read(group[typically.End..], line.Roles));
        }

        if (RoleList.Read(group, line.Roles) is { Roles.IsEmpty: false } roles)
        {
            return People(line, roles);
        }

        var clauses =
            group.Split(',', StringSplitOptions.TrimEntries).Select(clause => Clause(clause, line.Roles)).ToList();
        return clauses.Any(clause => clause.Owners.Length + clause.Approvers.Length > 0)
            ? line.WithOwners([.. clauses.SelectMany(clause => clause.Owners)]) with
            {
                Approvers = [.. line.Approvers, .. clauses.SelectMany(clause => clause.Approvers)],
            }
            : line with { Asides = line.Asides.Add(group) };
    }

    // "Notify incident commander (typically Release Manager or PM)": the role before it, and who stands in.
    private static Suffixes Stand(Suffixes line, RoleList deputies)
    {
        var words = Words.Of(line.Stem).All;
        for (var from = 0; from < words.Length; from++)
        {
            var role = line.Roles.Meaning(line.Stem[words[from].Start..words[^1].End]);
            if (role.Length > 0 && !deputies.Roles.IsEmpty)
            {
                return line.WithOwners([role]) with { Deputies = deputies.Roles };
            }
        }

        return line.WithOwners(deputies.Roles);
    }

    private static Suffixes People(Suffixes line, RoleList roles)
    {
        var condition = roles.Condition.Length == 0 ? line.Condition
            : roles.Roles.Length == 1 ? Conditions.Ask(roles.Condition)
            : new Condition("ask", $"{roles.Condition} ({roles.Roles[^1]} only)") { Only = [roles.Roles[^1]] };
        return line.WithOwners(roles.Roles) with { Condition = condition };
    }

    // "reviewed by R", "by R", "R validates", "R sign-off"
    private static (ImmutableArray<string> Owners, ImmutableArray<string> Approvers) Clause(
        string clause, RoleTable known)
    {
        if (Wording.Find("verified-by", clause) is { Start: >= 0 } second)
        {
            return ([], RoleList.Read(clause[second.End..], known).Roles);
        }

        if (Wording.Find("done-by", clause) is { Start: >= 0 } first)
        {
            return (RoleList.Read(clause[first.End..], known).Roles, []);
        }

        if (Wording.Find("sign-off", clause) is { Start: > 0 } sign)
        {
            return ([], RoleList.Read(clause[..sign.Start], known).Roles);
        }

        return (known.SubjectOf(clause) is { Length: > 0 } role ? [role] : [], []);
    }
}
