using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Incidents;

/// <summary>The commander of an open critical or high incident signs the patch that names it.</summary>
/// <remarks>It stands here because it is the incident that gives the right.</remarks>
/// <param name="Candidate">The number that was read before signing; another one by now is refused.</param>
public sealed record SignOffInEmergency(int Candidate, string Reason) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid(
                "There is nothing to sign yet; seal a candidate first with `plimsoll release seal`.");
        if (Candidate != 0 && Candidate != candidate.Number)
            return Refusal.Conflict(
                $"Not signed: this is candidate {candidate.Number} now. Read what changed, then sign off again.");
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why it cannot wait; a Release Manager reads it within one working day.");
        if (Objection(release, candidate, readings, now) is { } objection) return objection;
        return release.SignOffs.Any(s => s.Candidate == candidate.Number && s.Emergency != "" && s.By == now.Actor
                && s.Stands(release))
            ? Ruling.Of<ReleaseEvent>()
            : new SignedInEmergency(Roles.ReleaseManager, candidate.Number, Patched(release), Reason.Trim());
    }

    private static Refusal? Objection(Release release, Candidate candidate, Readings readings, Moment now)
    {
        if (release.Type != ReleaseType.Patch)
            return Refusal.Forbidden("Only a patch is signed in an emergency; this release takes the usual way.");
        var incident = readings.Of<Incident>(Incident.StreamOf(Patched(release)));
        if (!incident.Exists || !incident.Status.IsResponse || incident.Severity < Severity.High)
            return Refusal.Forbidden(
                $"{release.Title} names no open incident of severity high or critical; a Release Manager signs it.");
        if (incident.Lead.Person != now.Actor)
            return Refusal.Forbidden($"Only the commander of {incident.Id} signs in an emergency; " +
                $"{now.Actor} is not. `plimsoll incident lead {incident.Id}` takes command.");
        return Wrote(candidate, now.Actor, readings.Organisation.HasAccounts)
            ? Refusal.Forbidden($"{now.Actor} wrote the patch; somebody else takes command and signs it.")
            : null;
    }

    private static string Patched(Release release) => IncidentNumbers.Read(release.Fixes);

    private static bool Wrote(Candidate candidate, string person, bool accounts) =>
        candidate.IsBy(person) || Separation.IsSoleAuthor(candidate, person, accounts);
}

public sealed record SignedInEmergency(string Role, int Candidate, string Incident, string Reason) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        SignOffs = release.SignOffs.Add(
            new SignOff(Role, moment.Actor, moment.At, Candidate, Reason)
            {
                Emergency = Incident, Confirmations = release.Confirmations.Length,
            }),
    };
}
