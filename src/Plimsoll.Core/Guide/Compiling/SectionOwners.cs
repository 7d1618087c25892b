using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Who owns a whole section: "Quality (Owner: QA)", or "Owner: QA" below the heading.</summary>
internal static class SectionOwners
{
    public static ImmutableArray<string> Of(string heading, string prose)
    {
        var inHeading = After(heading);
        return !inHeading.IsEmpty ? inHeading : WhoseSteps(heading) is { IsEmpty: false } steps ? steps
            : prose.Split('\n').Select(line => Wording.Is("metadata", line) ? After(line) : [])
                .FirstOrDefault(owners => !owners.IsEmpty, []);
    }

    // "Steps for the scribe", "Checklist for QA"
    private static ImmutableArray<string> WhoseSteps(string heading) =>
        Wording.Find("steps-for", heading) is { Start: >= 0 } found
            && RoleList.AtStart(heading[found.End..]) is { Rest: "" } list ? list.Roles : [];

    private static ImmutableArray<string> After(string text)
    {
        var found = Wording.Find("owned", text);
        return found.Start < 0 ? [] : RoleList.AtStart(text[found.End..]).Roles;
    }
}
