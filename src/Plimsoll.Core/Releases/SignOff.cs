using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A role's approval, bound to one candidate.</summary>
public sealed record SignOff(string Role, string By, DateTimeOffset At, int Candidate, string Comment)
{
    /// <summary>Role names are compared as people type them: without regard to case.</summary>
    public bool IsAs(string role) => string.Equals(Role, role, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Approves the candidate there is now, in a role the person holds.</summary>
/// <param name="Candidate">The number that was read before signing; another one by now is refused.</param>
public sealed record GiveSignOff(string Role, int Candidate, string Comment) : ReleaseReadingCommand
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
        if (Forbidden(release, candidate, readings, now) is { } forbidden) return forbidden;
        return release.SignOffs.Any(s => s.Candidate == candidate.Number && s.IsAs(Role) && s.By == now.Actor)
            ? Ruling.Of<ReleaseEvent>()
            : new SignedOff(Role, candidate.Number, Comment);
    }

    private Refusal? Forbidden(Release release, Candidate candidate, Readings readings, Moment now)
    {
        var service = readings.Of<Service>(Service.StreamOf(release.Service)).Definition;
        if (service is null || !service.Holds(now.Actor, Role))
            return Refusal.Forbidden($"{now.Actor} does not hold the role {Role} for {release.Service}; " +
                "its plimsoll.yaml names who does, under `people`.");
        if (string.Equals(release.CreatedBy, now.Actor, StringComparison.OrdinalIgnoreCase))
            return Refusal.Forbidden(
                $"{now.Actor} created {release.Title} and cannot sign it off; ask another {Role}.");
        return candidate.Authors is [var only] && string.Equals(only, now.Actor, StringComparison.OrdinalIgnoreCase)
            ? Refusal.Forbidden(
                $"{now.Actor} is the only author of the changes and cannot sign them off; ask another {Role}.")
            : null;
    }
}

public sealed record SignedOff(string Role, int Candidate, string Comment) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        SignOffs = release.SignOffs.Add(new SignOff(Role, moment.Actor, moment.At, Candidate, Comment)),
    };
}
