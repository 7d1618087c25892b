using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>One thing a role is responsible for, and where that is written.</summary>
internal sealed record Duty(string Role, string Text, string Origin);

/// <summary>A document about roles: their names, their other names, and what each is responsible for.</summary>
internal sealed record RolesDocument(ImmutableArray<(string Name, ImmutableArray<string> Aliases)> Roles,
    ImmutableArray<Duty> Duties)
{
    private const int LongestName = 6;

    private static readonly Stems AboutRoles = Wording.Of("roles-document");
    private static readonly Stems NotDuties = Wording.Of("not-duties");
    private static readonly Stems Duty = Wording.Of("duty-column");
    private static readonly Stems AlsoKnown = Wording.Of("also-known");

    /// <summary>The linked files that are about roles, by their name or their title.</summary>
    public static ImmutableArray<RolesDocument> In(LinkedFiles files, Vocabulary vocabulary) =>
    [
        .. from file in files.All
           where AboutRoles.Matches(Words.Of(file.Name.Replace('-', ' ').Replace('_', ' '), vocabulary))
               || (file.Document.Headings.FirstOrDefault() is { Level: 1, Text: var title }
                   && AboutRoles.Matches(Words.Of(title, vocabulary)))
           select Read(file.Document, $"{file.Name} line", vocabulary),
    ];

    /// <param name="origin">What stands before a line number, such as <c>roles.md line</c>.</param>
    public static RolesDocument Read(GuideDocument document, string origin, Vocabulary vocabulary)
    {
        var roles = RolesByHeading(document, vocabulary);
        var written = from item in document.Items
                      let role = RoleOf(item, document, roles, vocabulary)
                      where role.Length > 0
                      select new Duty(role, DutyOf(item, vocabulary), $"{origin} {item.At.Line}");
        var tables = RoleTables.Duties(document, origin, vocabulary).ToList();
        return new RolesDocument(
            [.. roles.Values.Where(role => role.Length > 0).Concat(tables.Select(duty => duty.Role)).Distinct()
                .Select(role => (NameOf(role), AliasesOf(role, document, vocabulary)))],
            [.. written.Concat(tables).Select(duty => duty with { Role = NameOf(duty.Role) })]);
    }

    /// <summary>The roles the product does not know by these names.</summary>
    public static VocabularyRows NewWords(ImmutableArray<RolesDocument> documents, Vocabulary vocabulary) =>
        VocabularyRows.None with
    {
        Roles =
        [
            .. from role in documents.SelectMany(document => document.Roles)
               let named = Words.Of(role.Name, vocabulary)
               let meant = RoleTable.IsKnown(named) ? RoleTable.Meaning(named) : role.Name
               let spellings = role.Aliases.Add(role.Name)
                   .Where(name => !RoleTable.IsKnown(Words.Of(name, vocabulary))).ToList()
               where spellings.Count > 0
               select GuideWords.Columns("roles").ToImmutableDictionary(column => column, _ => "-")
                   .SetItem("role", meant).SetItem("subject", "yes").SetItem("aliases",
                       string.Join(',', spellings.Select(name => name.Replace(',', ' ')))),
        ],
    };

    // Each heading's role: its own name, else that of the heading above; empty under what is no duty.
    private static Dictionary<int, string> RolesByHeading(GuideDocument document, Vocabulary vocabulary)
    {
        var roles = new Dictionary<int, string>();
        foreach (var (at, heading) in document.Headings.Index())
        {
            var above = heading.Parent < 0 ? "" : roles[heading.Parent];
            roles[at] = above.Length > 0 ? NotDuties.Matches(Words.Of(heading.Text, vocabulary)) ? "" : above
                : heading.Level > 1 && IsName(heading, document, at, vocabulary)
                    ? Mojibake.Repair(heading.Text).Trim() : "";
        }

        return roles;
    }

    private static bool IsName(GuideHeading heading, GuideDocument document, int at, Vocabulary vocabulary)
    {
        var name = Words.Of(NameOf(Mojibake.Repair(heading.Text)), vocabulary);
        return RoleTable.IsRole(name)
            || (name.All.Length is > 0 and <= LongestName && !AboutRoles.Matches(name)
                && document.Headings.Skip(at + 1).TakeWhile(below => below.Level > heading.Level)
                    .Any(below => Duty.Matches(Words.Of(below.Text, vocabulary))));
    }

    private static string RoleOf(
        GuideItem item, GuideDocument document, Dictionary<int, string> roles, Vocabulary vocabulary)
    {
        if (item.Label.Length > 0 && IsRole(item.Label, vocabulary))
        {
            return item.Label;
        }

        return item.Parent >= 0 && document.Items[item.Parent] is { Label.Length: > 0 } above
            && IsRole(above.Label, vocabulary) ? above.Label
            : item.Heading >= 0 && !NotDuties.Matches(Words.Of(item.LeadIn, vocabulary)) ? roles[item.Heading] : "";
    }

    private static string DutyOf(GuideItem item, Vocabulary vocabulary)
    {
        var text = Mojibake.Repair(item.Text);
        return item.Label.Length > 0 && text.StartsWith(item.Label, StringComparison.Ordinal)
            && IsRole(item.Label, vocabulary)
                ? text[item.Label.Length..].TrimStart(':', '-', '\u2013', '\u2014', ' ') : text;
    }

    private static bool IsRole(string label, Vocabulary vocabulary) =>
        RoleTable.IsRole(Words.Of(NameOf(label), vocabulary));

    // "QA / Testing Specialist (QA Lead)"
    private static string NameOf(string heading) => heading.Split('(')[0].Trim().TrimEnd(':').Trim();

    private static ImmutableArray<string> AliasesOf(string heading, GuideDocument document, Vocabulary vocabulary)
    {
        var open = heading.IndexOf('(', StringComparison.Ordinal);
        var inside = open < 0 ? "" : heading[(open + 1)..].Split(')')[0];
        var prose = document.Headings.FirstOrDefault(one => one.Text == heading)?.Prose ?? "";
        var known = AlsoKnown.Place(Words.Of(prose, vocabulary)) is { Start: >= 0 } found
            ? prose[found.End..].Split('.', '\n')[0].TrimStart(':', ' ') : "";
        return [.. $"{inside},{known}".Split(',', '/', ';').Select(name => name.Trim())
            .Where(name => Words.In(name).Length is > 0 and <= LongestName && name.Length < 60)];
    }
}
