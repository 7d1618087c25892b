using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a parenthesis after a line says: a condition, people, or an aside.</summary>
internal static class Parentheses
{
    private static readonly char[] Between = [',', ';'];

    public static Suffixes Read(Suffixes line, string group)
    {
        if (Wording.Find("typically", group) is { Start: >= 0 } typically)
        {
            return Stand(line, RoleList.AtStart(group[typically.End..]));
        }

        // People before conditions: "Security Lead if needed" is about the Security Lead.
        if (ReadPeople(group) is { } people)
        {
            return Take(line, people);
        }

        var clauses = group.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (clauses.Length > 1 && Conditions.OfType(group) is null && clauses.Any(IsAboutPeople))
        {
            return clauses.Aggregate(line, (read, clause) =>
                IsAboutPeople(clause) || Conditions.Read(clause) is not null ? Read(read, clause) : read);
        }

        return Conditions.Read(group) is { } condition
            ? line with { Condition = line.Condition ?? condition }
            : line with { Asides = line.Asides.Add(group) };
    }

    private static bool IsAboutPeople(string clause) => People.Read(clause) is { IsSure: true };

    /// <summary>The people of a phrase, which may be several clauses; null when none of them is about people.</summary>
    public static People? ReadPeople(string phrase)
    {
        if (People.Read(phrase) is { } whole)
        {
            return whole;
        }

        var parts = phrase.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(People.Read).ToList();
        return parts.Count < 2 || parts.Contains(null) ? null
            : parts.Aggregate((all, part) => all! with
            {
                Owners = [.. all.Owners.Union(part!.Owners)],
                Approvers = [.. all.Approvers.Union(part.Approvers)],
            });
    }

    private static Suffixes Take(Suffixes line, People people)
    {
        if (people.SignsOff)
        {
            return line with { Stem = $"{line.Stem.TrimEnd(':', ' ')}; {people.Approvers[0]} sign-off" };
        }

        var condition = people.Condition.Length == 0 ? line.Condition
            : people.Owners.Length == 1 ? Conditions.Ask(people.Condition)
            : new Condition("ask", $"{people.Condition} ({people.Owners[^1]} only)") { Only = [people.Owners[^1]] };
        return line.With(people) with { Condition = condition };
    }

    // "Notify incident commander (typically Release Manager or PM)": the role before it, and who stands in.
    private static Suffixes Stand(Suffixes line, RoleList deputies)
    {
        var words = Words.Of(line.Stem);
        for (var from = 0; from < words.All.Length; from++)
        {
            var role = RoleTable.Meaning(line.Stem[words.All[from].Start..words.All[^1].End]);
            if (role.Length > 0 && !deputies.Roles.IsEmpty)
            {
                return line.WithOwners([role]) with { Deputies = deputies.Roles };
            }
        }

        return line.WithOwners(deputies.Roles);
    }
}
