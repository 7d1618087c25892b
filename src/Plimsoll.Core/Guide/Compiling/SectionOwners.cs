using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Who owns a whole section: "Quality (Owner: QA Lead)", or "Owner: QA Lead" alone below the heading.</summary>
internal static class SectionOwners
{
    public static ImmutableArray<string> Of(string heading, string prose)
    {
        var inHeading = After(heading);
        return !inHeading.IsEmpty ? inHeading
            : prose.Split('\n').Select(line => Wording.Is("metadata", line) ? After(line) : [])
                .FirstOrDefault(owners => !owners.IsEmpty, []);
    }

    private static ImmutableArray<string> After(string text)
    {
        var found = Wording.Find("owned", text);
        return found.Start < 0 ? [] : RoleList.AtStart(text[found.End..]).Roles;
    }
}
