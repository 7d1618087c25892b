using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Who owns a whole section: "Quality (Owner: QA)", or "Owner: QA" below the heading.</summary>
internal static class SectionOwners
{
    private static readonly Stems Metadata = Wording.Of("metadata");
    private static readonly Stems StepsFor = Wording.Of("steps-for");
    private static readonly Stems Owned = Wording.Of("owned");
    private static readonly Stems ByLead = Wording.Of("by-lead");
    private static readonly Stems Helps = Wording.Of("helps");
    private static readonly char[] Ends = [':', '.', ' '];
    private static readonly char[] Marks = ['(', '\u2014', '\u2013'];
    private static readonly Stems Checklist = Wording.Of("only-checklist");

    /// <returns>With the words that say it; empty for nobody.</returns>
    public static (ImmutableArray<string> Owners, string Said) Of(Words heading, string prose)
    {
        var inHeading = After(heading) is { IsEmpty: false } owners ? owners
            : WhoseSteps(heading) is { IsEmpty: false } steps ? steps
            : WhoseChecklist(heading) is { IsEmpty: false } checklist ? checklist
            : Giver(heading) is { IsEmpty: false } giver ? giver : AtEnd(heading);
        return !inHeading.IsEmpty ? (inHeading, heading.Text)
            : prose.Length == 0 || !Owned.MayMatch(prose) ? ([], "")
            : prose.Split('\n').Select(heading.Of)
                .Select(line => (Metadata.Matches(line) ? After(line) : [], line.Text))
                .FirstOrDefault(line => !line.Item1.IsEmpty, ([], ""));
    }

    /// <summary>Whose list the words before it say it is: "By the Release Manager:", "**QA Lead:**", "The QA Lead
    /// confirms that:".</summary>
    public static ImmutableArray<string> OfLeadIn(Words leadIn)
    {
        if (!leadIn.Names) return [];
        if (Subject.At(leadIn, 0) is { Acts: true } acting) return acting.Roles;
        var by = ByLead.Place(leadIn);
        var list = RoleList.AtStart(by.Start < 0 ? leadIn : leadIn.From(by.End));
        var more = list.Rest.TrimEnd(Ends);
        return (more.Length == 0 || Helps.Matches(leadIn.Of(more))) && (list.Acts || by.Start >= 0) ? list.Roles : [];
    }

    // "Steps for the scribe", "Checklist for QA"
    private static ImmutableArray<string> WhoseSteps(Words heading) =>
        StepsFor.Place(heading) is { Start: >= 0 } found
            && RoleList.AtStart(heading.From(found.End)) is { Rest: "" } list ? list.Roles : [];

    // "Release Manager Checklist"
    private static ImmutableArray<string> WhoseChecklist(Words heading) =>
        RoleList.AtStart(heading) is { Acts: true, Roles: [_] whose, Rest: var rest }
            && Checklist.Matches(heading.Of(rest)) ? whose : [];

    // "QA → SRE": the first one sees to what the other takes over.
    private static ImmutableArray<string> Giver(Words heading) =>
        heading.Text.IndexOf('\u2192', StringComparison.Ordinal) is > 0 and var at
            && RoleList.Whole(heading.Before(at)) is { Roles.IsEmpty: false } giver
            && !RoleList.AtStart(heading.From(at + 1)).Roles.IsEmpty ? giver.Roles : [];

    // "Quality — QA Lead", "Quality (QA Lead)"
    private static ImmutableArray<string> AtEnd(Words heading)
    {
        if (!heading.Names) return [];
        var at = heading.Text.LastIndexOfAny(Marks);
        return at > 0 && RoleList.Whole(heading.Of(heading.Text[(at + 1)..].Trim(')', ' '))) is { Acts: true } list
            ? list.Roles : [];
    }

    private static ImmutableArray<string> After(Words text)
    {
        var found = Owned.Place(text);
        if (found.Start < 0) return [];
        // "Owner: A (with B)" is both.
        var whose = text.From(found.End);
        return RoleList.AtStart(
            whose.Of(whose.Text.Replace("(with ", "with ", StringComparison.OrdinalIgnoreCase))).Roles;
    }
}
