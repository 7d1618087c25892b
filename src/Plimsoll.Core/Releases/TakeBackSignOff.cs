using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>The person who signed takes it back, while nothing rests on it.</summary>
public sealed record TakeBackSignOff(string Role, string Reason) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        return release.SignOffs.Any(
            s => s.IsAs(Role) && s.By == now.Actor && s.Candidate == release.Candidate?.Number && !s.IsTakenBack)
            ? new SignOffTakenBack(Role, release.Candidate?.Number ?? 0, Reason)
            : Refusal.NotFound($"{now.Actor} has not signed this candidate of {release.Title} as {Role}.");
    }
}

public sealed record SignOffTakenBack(string Role, int Candidate, string Reason) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        // One that was given in an emergency stays to be looked at: something may have gone out by it.
        SignOffs =
        [
            .. from given in release.SignOffs
               let back = given.IsAs(Role) && given.By == moment.Actor && given.Candidate == Candidate
               where !back || given.WaitsToBeConfirmed
               select back ? given with { IsTakenBack = true } : given,
        ],
    };
}
