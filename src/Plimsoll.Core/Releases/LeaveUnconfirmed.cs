using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>An emergency sign-off was not confirmed within its working day: that is on record, and told.</summary>
public sealed record LeaveUnconfirmed(int Candidate, string SignedBy) : ReleaseCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Moment now) =>
        release.SignOffs.Any(
            s => s.IsWatched && s.Candidate == Candidate && s.By == SignedBy && s.ConfirmUntil <= now.At)
            ? new EmergencyLeftUnconfirmed(Candidate, SignedBy)
            : Ruling.Of<ReleaseEvent>();
}

public sealed record EmergencyLeftUnconfirmed(int Candidate, string SignedBy) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        SignOffs = [.. release.SignOffs.Select(s =>
            s.WaitsToBeConfirmed && s.Candidate == Candidate && s.By == SignedBy ? s with { IsOverdue = true } : s)],
    };
}

/// <summary>What time asks for of releases: to say that an emergency sign-off was left unconfirmed.</summary>
public static class EmergencyPursuit
{
    public static IEnumerable<Send> Of(World world, DateTimeOffset at) =>
        from release in world.Going<Release>()
        from given in release.Value.SignOffs
        where given.IsWatched && given.ConfirmUntil <= at
        select new Send("leave-unconfirmed", $"{given.Candidate}/{given.By}", release.Key,
            new LeaveUnconfirmed(given.Candidate, given.By));
}
