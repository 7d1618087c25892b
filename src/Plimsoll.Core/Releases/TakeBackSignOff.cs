using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>The person who signed takes it back, while nothing rests on it.</summary>
public sealed record TakeBackSignOff(string Role, string Reason) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        return release.SignOffs.Any(s => s.IsAs(Role) && s.By == now.Actor && s.Candidate == release.Candidate?.Number)
            ? new SignOffTakenBack(Role, release.Candidate?.Number ?? 0, Reason)
            : Refusal.NotFound($"{now.Actor} has not signed this candidate of {release.Title} as {Role}.");
    }
}

public sealed record SignOffTakenBack(string Role, int Candidate, string Reason) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        SignOffs = release.SignOffs.RemoveAll(
            s => s.IsAs(Role) && s.By == moment.Actor && s.Candidate == Candidate),
    };
}
