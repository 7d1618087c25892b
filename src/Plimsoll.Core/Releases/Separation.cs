using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Separation of duties: who made a thing is not the only one who approves it.</summary>
public static class Separation
{
    /// <summary>Why a person may not approve a candidate by their word alone; null where they may.</summary>
    public static string? Objection(Release release, Candidate candidate, string person, bool accounts) =>
        Same(release.CreatedBy, person) ? $"{person} created {release.Title} and cannot sign it off"
        : accounts && !PersonId.Is(release.CreatedBy) && Same(candidate.SealedBy, person)
            ? $"{person} sealed {release.Title}, whose creator nobody proved, and cannot sign it off"
        : IsSoleAuthor(candidate, person, accounts)
            ? $"{person} is the only author of the changes and cannot sign them off"
        : null;

    /// <summary>The same as a refusal that says whom to ask.</summary>
    public static Refusal? Refused(
        Release release, Candidate candidate, string person, string what, bool accounts) =>
        Unproven(release, candidate, accounts) is { } unproven ? unproven
        : Objection(release, candidate, person, accounts) is { } objection
            ? Refusal.Forbidden($"{objection}; ask another person for {what}.")
            : null;

    /// <summary>Where accounts exist, somebody proven has created it or stands for it by sealing it; else nobody could
    /// say who is the second person.</summary>
    public static Refusal? Unproven(Release release, Candidate candidate, bool accounts)
    {
        if (!accounts || PersonId.Is(release.CreatedBy) || PersonId.Is(candidate.SealedBy)) return null;
        var command = $"plimsoll release seal {release.Service} {release.Version}";
        var who = $"Nobody proved who created {release.Title} or who sealed candidate {candidate.Number}";
        return Refusal.Blocked(
            $"{who}; whoever seals it again counts as its creator: `{command}`, and another person signs.",
            new Blocker("sign-off.unproven", who, "whoever may seal it", command, 0));
    }

    /// <summary>Where accounts exist, an author nobody here knows is no second person.</summary>
    public static bool IsSoleAuthor(Candidate candidate, string person, bool accounts)
    {
        var authors = candidate.Authors.Where(a => !accounts || PersonId.Is(a)).ToList();
        return authors.Count > 0 && authors.All(a => Same(a, person));
    }

    private static bool Same(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
