using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A Release Manager other than the signer has looked at an emergency sign-off and stands by it.</summary>
public sealed record ConfirmEmergency(string Comment) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        // Withdrawn or not: what was done in an emergency is looked at afterwards.
        if (!release.Exists) return Refusal.NotFound("There is no such release.");
        if (release.SignOffs.FirstOrDefault(s => s.Emergency != "") is null)
            return Refusal.NotFound($"{release.Title} was not signed in an emergency; there is nothing to confirm.");
        if (release.SignOffs.FirstOrDefault(s => s.WaitsToBeConfirmed) is not { } given)
            return Ruling.Of<ReleaseEvent>();
        if (string.Equals(given.By, now.Actor, StringComparison.OrdinalIgnoreCase))
            return Refusal.Forbidden($"{now.Actor} gave this emergency sign-off; another Release Manager confirms it.");
        return readings.ServiceOf(release.Service)?.Holds(now.Actor, Roles.ReleaseManager) == true
            ? new EmergencyConfirmed(given.Candidate, given.By, Comment.Trim())
            : Refusal.Forbidden($"An emergency sign-off is confirmed by a Release Manager; {now.Actor} is none.");
    }
}

public sealed record EmergencyConfirmed(int Candidate, string SignedBy, string Comment) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        SignOffs = [.. release.SignOffs.Select(s =>
            s.WaitsToBeConfirmed && s.Candidate == Candidate && s.By == SignedBy
                ? s with { ConfirmedBy = moment.Actor } : s)],
    };
}
