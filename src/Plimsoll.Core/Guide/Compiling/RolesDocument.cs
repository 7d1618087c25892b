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

    /// <summary>The linked files that are about roles, by their name or their title.</summary>
    public static ImmutableArray<RolesDocument> In(LinkedFiles files) =>
    [
        .. from file in files.All
           where Wording.Is("roles-document", file.Name.Replace('-', ' ').Replace('_', ' '))
               || (file.Document.Headings.FirstOrDefault() is { Level: 1, Text: var title }
                   && Wording.Is("roles-document", title))
           select Read(file.Document, $"{file.Name} line"),
    ];

    /// <param name="origin">What stands before a line number, such as <c>roles.md line</c>.</param>
    public static RolesDocument Read(GuideDocument document, string origin)
    {
        var roles = RolesByHeading(document);
        var written = from item in document.Items
                      let role = RoleOf(item, document, roles)
                      where role.Length > 0
                      select new Duty(role, DutyOf(item), $"{origin} {item.At.Line}");
        var tables = RoleTables.Duties(document, origin).ToList();
        return new RolesDocument(
            [.. roles.Values.Where(role => role.Length > 0).Concat(tables.Select(duty => duty.Role)).Distinct()
                .Select(role => (NameOf(role), AliasesOf(role, document)))],
            [.. written.Concat(tables).Select(duty => duty with { Role = NameOf(duty.Role) })]);
    }

    /// <summary>The roles the product does not know by these names.</summary>
    public static VocabularyRows NewWords(ImmutableArray<RolesDocument> documents) => VocabularyRows.None with
    {
        Roles =
        [
            .. from role in documents.SelectMany(document => document.Roles)
               let meant = RoleTable.IsKnown(role.Name) ? RoleTable.Meaning(role.Name) : role.Name
               let spellings = role.Aliases.Add(role.Name).Where(name => !RoleTable.IsKnown(name)).ToList()
               where spellings.Count > 0
               select GuideWords.Columns("roles").ToImmutableDictionary(column => column, _ => "-")
                   .SetItem("role", meant).SetItem("subject", "yes").SetItem("aliases",
                       string.Join(',', spellings.Select(name => name.Replace(',', ' ')))),
        ],
    };

    // Each heading's role: its own name, else that of the heading above; empty under what is no duty.
    private static Dictionary<int, string> RolesByHeading(GuideDocument document)
    {
        var roles = new Dictionary<int, string>();
        foreach (var (at, heading) in document.Headings.Index())
        {
            var above = heading.Parent < 0 ? "" : roles[heading.Parent];
            roles[at] = above.Length > 0 ? Wording.Is("not-duties", heading.Text) ? "" : above
                : heading.Level > 1 && IsName(heading, document, at) ? Mojibake.Repair(heading.Text).Trim() : "";
        }

        return roles;
    }

    private static bool IsName(GuideHeading heading, GuideDocument document, int at)
    {
        var name = NameOf(Mojibake.Repair(heading.Text));
        return RoleTable.IsRole(name)
            || (Words.Of(name).All.Length is > 0 and <= LongestName && !Wording.Is("roles-document", name)
                && document.Headings.Skip(at + 1).TakeWhile(below => below.Level > heading.Level)
                    .Any(below => Wording.Is("duty-column", below.Text)));
    }

    private static string RoleOf(GuideItem item, GuideDocument document, Dictionary<int, string> roles)
    {
        if (item.Label.Length > 0 && RoleTable.IsRole(NameOf(item.Label)))
        {
            return item.Label;
        }

        return item.Parent >= 0 && document.Items[item.Parent] is { Label.Length: > 0 } above
            && RoleTable.IsRole(NameOf(above.Label)) ? above.Label
            : item.Heading >= 0 && !Wording.Is("not-duties", item.LeadIn) ? roles[item.Heading] : "";
    }

    private static string DutyOf(GuideItem item)
    {
        var text = Mojibake.Repair(item.Text);
        return item.Label.Length > 0 && text.StartsWith(item.Label, StringComparison.Ordinal)
            && RoleTable.IsRole(NameOf(item.Label))
                ? text[item.Label.Length..].TrimStart(':', '-', '\u2013', '\u2014', ' ') : text;
    }

    // "QA / Testing Specialist (QA Lead)"
    private static string NameOf(string heading) => heading.Split('(')[0].Trim().TrimEnd(':').Trim();

    private static ImmutableArray<string> AliasesOf(string heading, GuideDocument document)
    {
        var open = heading.IndexOf('(', StringComparison.Ordinal);
        var inside = open < 0 ? "" : heading[(open + 1)..].Split(')')[0];
        var prose = document.Headings.FirstOrDefault(one => one.Text == heading)?.Prose ?? "";
        var known = Wording.Find("also-known", prose) is { Start: >= 0 } found
            ? prose[found.End..].Split('.', '\n')[0].TrimStart(':', ' ') : "";
        return [.. $"{inside},{known}".Split(',', '/', ';').Select(name => name.Trim())
            .Where(name => Words.Of(name).All.Length is > 0 and <= LongestName && name.Length < 60)];
    }
}
