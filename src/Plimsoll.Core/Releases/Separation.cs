using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Separation of duties: who made a thing is not the only one who approves it.</summary>
public static class Separation
{
    /// <summary>Why a person may not approve a candidate by their word alone; null where they may.</summary>
    public static string? Objection(Release release, Candidate candidate, string person, bool accounts) =>
        Same(release.CreatedBy, person) ? $"{person} created {release.Title} and cannot sign it off"
        : IsSoleAuthor(candidate, person, accounts)
            ? $"{person} is the only author of the changes and cannot sign them off"
        : null;

    /// <summary>The same as a refusal that says whom to ask.</summary>
    public static Refusal? Refused(
        Release release, Candidate candidate, string person, string what, bool accounts) =>
        Objection(release, candidate, person, accounts) is { } objection
            ? Refusal.Forbidden($"{objection}; ask another person for {what}.")
            : null;

    /// <summary>Where accounts exist, an author nobody here knows is no second person.</summary>
    public static bool IsSoleAuthor(Candidate candidate, string person, bool accounts)
    {
        var authors = candidate.Authors.Where(a => !accounts || PersonId.Is(a)).ToList();
        return authors.Count > 0 && authors.All(a => Same(a, person));
    }

    private static bool Same(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
