using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Whoever made it is not the one who approves it.</summary>
public static class Separation
{
    /// <summary>Why this person cannot approve what is theirs; null when they can.</summary>
    public static Refusal? Refused(Release release, Candidate candidate, string person, string what)
    {
        if (string.Equals(release.CreatedBy, person, StringComparison.OrdinalIgnoreCase))
            return Refusal.Forbidden(
                $"{person} created {release.Title} and cannot sign it off; ask another person for {what}.");
        return candidate.Authors is [var only] && string.Equals(only, person, StringComparison.OrdinalIgnoreCase)
            ? Refusal.Forbidden($"{person} is the only author of the changes and cannot sign them off; "
                + $"ask another person for {what}.")
            : null;
    }
}
