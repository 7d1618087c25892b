using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>An approved exception from one gate of one release, until it ends.</summary>
/// <param name="GrantedBy">Empty while only asked for; never the person who asked.</param>
public sealed record Waiver(
    string Gate,
    string Reason,
    string AskedBy,
    DateTimeOffset AskedAt,
    DateTimeOffset Until,
    string GrantedBy,
    DateTimeOffset? GrantedAt)
{
    public bool HoldsAt(DateTimeOffset at) => GrantedBy != "" && at < Until;
}

/// <summary>Asks for an exception from a gate; someone else must grant it.</summary>
public sealed record RequestWaiver(string Gate, string Reason, DateTimeOffset Until) : ReleaseReadingCommand
{
    /// <summary>Not a gate: lets a release go again where it is marked bad.</summary>
    public const string BadMark = "marked-bad";

    /// <summary>Not a gate: lets a release go although a freeze is on or the line is stopped.</summary>
    public const string Freeze = "freeze";

    /// <summary>Not a gate: lets a release go outside windows, without a booked slot.</summary>
    public const string Window = "window";

    private static readonly string[] NoGates = [BadMark, Freeze, Window];

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (!NoGates.Contains(Gate)
            && ReleaseView.Of(release, readings).UnknownLine(Gate) is { } unknown) return unknown;
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("A waiver needs a reason that others can read later.");
        if (Until <= now.At || Until > now.At + Longest)
            return Refusal.Invalid("A waiver ends in the future, at most 30 days from now.");
        return new WaiverRequested(Gate, Reason.Trim(), Until);
    }
}

public sealed record WaiverRequested(string Gate, string Reason, DateTimeOffset Until) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Waivers = release.Waivers.RemoveAll(w => w.Gate == Gate && w.GrantedBy == "")
            .Add(new Waiver(Gate, Reason, moment.Actor, moment.At, Until, "", null)),
    };
}

/// <summary>A Release Manager or Security Lead, not the one who asked, grants it.</summary>
/// <param name="Asked">When what was read was asked for; another request by now is refused.</param>
public sealed record GrantWaiver(string Gate, DateTimeOffset? Asked = null) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (release.Waivers.LastOrDefault(w => w.Gate == Gate && w.GrantedBy == "") is not { } asked)
            return Refusal.NotFound(
                $"Nobody asked for a waiver of {Gate} on {release.Title}; ask with `plimsoll release waive`.");
        if (Asked is { } read && read != asked.AskedAt)
            return Refusal.Conflict($"Not granted: {asked.AskedBy} asked anew at {GateWords.Time(asked.AskedAt)}, "
                + $"until {GateWords.Time(asked.Until)}: {asked.Reason} Read that, then grant it.");
        if (asked.Until <= now.At)
            return Refusal.TooLate(
                $"The waiver was asked for until {asked.Until:yyyy-MM-dd HH:mm} UTC; ask for a new one.");
        var view = ReleaseView.Of(release, readings);
        if (view.Organisation.HasAccounts && PersonId.IsClaimed(asked.AskedBy))
            return Refusal.Blocked($"{asked.AskedBy} asked before accounts existed, under a name nobody proved, so "
                + "nobody can say who is the other person; ask for it again.");
        var roles = Signing.Waivers(view.Playbook?.Find(Gate));
        if (string.Equals(asked.AskedBy, now.Actor, StringComparison.OrdinalIgnoreCase))
            return Refusal.Forbidden(
                $"{now.Actor} asked for this waiver; a {string.Join(" or ", roles)} other than them grants it.");
        var service = readings.ServiceOf(release.Service);
        return service is not null && roles.Any(role => service.Holds(now.Actor, role))
            ? new WaiverGranted(Gate)
            : Refusal.Forbidden(
                $"A waiver of it is granted by a {string.Join(" or a ", roles)}; {now.Actor} is neither.");
    }
}

public sealed record WaiverGranted(string Gate) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment)
    {
        var asked = release.Waivers.LastOrDefault(w => w.Gate == Gate && w.GrantedBy == "");
        return asked is null ? release : release with
        {
            Waivers = release.Waivers.Replace(asked, asked with { GrantedBy = moment.Actor, GrantedAt = moment.At }),
        };
    }
}
