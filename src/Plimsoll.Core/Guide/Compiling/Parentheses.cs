using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a parenthesis after a line says: a condition, people, or an aside.</summary>
internal static class Parentheses
{
    private static readonly char[] Between = [',', ';'];

    private static readonly Stems Typically = Wording.Of("typically");

    public static Suffixes Read(Suffixes line, Words group)
    {
        if (Typically.Place(group) is { Start: >= 0 } typically)
        {
            return Stand(line, RoleList.AtStart(group.From(typically.End)));
        }

        // People before conditions: "Security Lead if needed" is about the Security Lead.
        return (group.NamesNobody ? null : OfPeople(line, group))
            ?? (Conditions.Read(group) is { } condition
                ? line with { Condition = line.Condition ?? condition }
                : line with { Asides = line.Asides.Add(group.Text) });
    }

    // Null when it is about nobody, though somebody may be named in it.
    private static Suffixes? OfPeople(Suffixes line, Words group)
    {
        if (ReadPeople(group) is { } people)
        {
            return Take(line, people);
        }

        var clauses = ClausesOf(group);
        return clauses.Count > 1 && Conditions.OfType(group) is null && clauses.Exists(IsAboutPeople)
            ? clauses.Aggregate(line, (read, clause) =>
                IsAboutPeople(clause) || Conditions.Read(clause) is not null ? Read(read, clause) : read)
            : null;
    }

    /// <summary>A text without its parentheses, and the parts of it that stand in them.</summary>
    public static string Without(string text, out ImmutableArray<(int Start, int End)> groups)
    {
        groups = [];
        if (!text.Contains('(', StringComparison.Ordinal))
        {
            return text;
        }

        var (depth, start, last) = (0, 0, text.LastIndexOf(')'));
        for (var at = NextMark(text, 0); at >= 0 && at <= last; at = NextMark(text, at + 1))
        {
            if (text[at] == '(' && at < last && depth++ == 0) start = at + 1;
            else if (text[at] == ')' && depth > 0 && --depth == 0) groups = groups.Add((start, at));
        }

        // An unclosed parenthesis swallows nothing.
        return depth > 0 ? text : Without(text, groups);
    }

    private static string Without(string text, ImmutableArray<(int Start, int End)> groups)
    {
        var kept = text;
        for (var at = groups.Length - 1; at >= 0; at--)
        {
            var (start, end) = groups[at];
            kept = kept.Remove(start - 1, end - start + 2);
        }

        return kept.Replace("  ", " ", StringComparison.Ordinal).Trim();
    }

    private static int NextMark(string text, int from) =>
        text.AsSpan(from).IndexOfAny('(', ')') is >= 0 and var next ? from + next : -1;

    private static bool IsAboutPeople(Words clause) => People.Read(clause) is { IsSure: true };

    /// <summary>The people of a phrase, which may be several clauses; null when none of them is about people.</summary>
    public static People? ReadPeople(Words phrase)
    {
        if (phrase.NamesNobody) return null;
        var clauses = ClausesOf(phrase);
        if (!clauses.TrueForAll(Acts) && People.Read(phrase) is { } whole) return whole;
        var parts = clauses.ConvertAll(People.Read);
        return parts.Contains(null) ? null
            : parts.Aggregate((all, part) => all! with
            {
                Owners = [.. all.Owners.Union(part!.Owners)],
                Approvers = [.. all.Approvers.Union(part.Approvers)],
            });
    }

    // "SRE executes" in "SRE executes, PM approves": each clause is about somebody else.
    private static bool Acts(Words clause) =>
        RoleList.AtStart(clause) is { Roles.IsEmpty: false, Rest.Length: > 0 };

    private static List<Words> ClausesOf(Words text) => text.Text.AsSpan().IndexOfAny(Between) < 0 ? [text] :
    [
        .. text.Text.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text.Of),
    ];

    private static Suffixes Take(Suffixes line, People people)
    {
        if (people.SignsOff)
        {
            return line.Left($"{line.Stem.TrimEnd(':', ' ')}; {people.Approvers[0]} sign-off");
        }

        var condition = people.Condition.Length == 0 ? line.Condition
            : people.Owners.Length == 1 ? Conditions.Ask(line.Words.Of(people.Condition))
            : new Condition("ask", $"{people.Condition} ({people.Owners[^1]} only)") { Only = [people.Owners[^1]] };
        return line.With(people) with { Condition = condition };
    }

    // "Notify incident commander (typically Release Manager or PM)": the role before it, and who stands in.
    private static Suffixes Stand(Suffixes line, RoleList deputies)
    {
        var words = line.Words;
        for (var from = 0; from < words.All.Length; from++)
        {
            var role = RoleTable.Meaning(words.Of(line.Stem[words.All[from].Start..words.All[^1].End]));
            if (role.Length > 0 && !deputies.Roles.IsEmpty)
            {
                return line.WithOwners([role]) with { Deputies = deputies.Roles };
            }
        }

        return line.WithOwners(deputies.Roles);
    }
}
