using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A role's approval, bound to one candidate.</summary>
public sealed record SignOff(string Role, string By, DateTimeOffset At, int Candidate, string Comment)
{
    /// <summary>By the one who made it, because nobody else held the role; marked wherever it is told.</summary>
    public bool IsSelf { get; init; }

    /// <summary>The open incident whose commander signed; empty for every other sign-off.</summary>
    public string Emergency { get; init; } = "";

    /// <summary>The Release Manager who looked at an emergency sign-off afterwards.</summary>
    public string ConfirmedBy { get; init; } = "";

    /// <summary>Until when an emergency sign-off is to be confirmed: one working day.</summary>
    public DateTimeOffset ConfirmUntil => Workdays.OneAfter(At);

    /// <summary>How many confirmations were on record when it was given; a no that came later takes it back.</summary>
    public int Confirmations { get; init; }

    /// <summary>It counts for nothing any more; what was done in an emergency is looked at all the same.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>Nobody took it back, and nobody has said no since.</summary>
    public bool Stands(Release release) =>
        !IsTakenBack && !release.Confirmations.Skip(Confirmations).Any(c => c.No);

    public bool WaitsToBeConfirmed => Emergency != "" && ConfirmedBy == "";

    /// <summary>Its working day went by and nobody confirmed it; that was told.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>It may still become overdue.</summary>
    public bool IsWatched => WaitsToBeConfirmed && !IsOverdue;

    /// <summary>Role names are compared as people type them: without regard to case.</summary>
    public bool IsAs(string role) => string.Equals(Role, role, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Approves the candidate there is now, in a role the person holds.</summary>
/// <param name="Candidate">The number that was read before signing; another one by now is refused.</param>
/// <param name="Self">The question was answered: nobody else holds the role, approve the own work, marked.</param>
public sealed record GiveSignOff(string Role, int Candidate, string Comment, bool Self = false) : ReleaseReadingCommand
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
        var view = ReleaseView.Of(release, readings);
        if (view.Service?.Holds(now.Actor, Role) != true) return NotHeld(view, now.Actor);
        var accounts = view.Organisation.HasAccounts;
        if (Separation.Unproven(release, candidate, accounts) is { } unproven) return unproven;
        var objection = Separation.Objection(release, candidate, now.Actor, accounts);
        if (objection is not null && MayBeAlone(view, objection, now.Actor) is { } refusal) return refusal;
        return release.SignOffs.Any(s => s.Candidate == candidate.Number && s.IsAs(Role) && s.By == now.Actor
                && s.Stands(release))
            ? Ruling.Of<ReleaseEvent>()
            : objection is null ? new SignedOff(Role, candidate.Number, Comment)
            : new SelfApproved(Role, candidate.Number, Comment);
    }

    private Refusal NotHeld(ReleaseView view, string person) => Refusal.Forbidden(
        $"{person} does not hold the role {Role} for {view.Release.Service}; " + (view.Organisation.HasAccounts
            ? "an administrator grants it under Settings, People."
            : "its plimsoll.yaml names who does, under `people`."));

    private Refusal? MayBeAlone(ReleaseView view, string objection, string person)
    {
        var second = SignOffRules.Second(view, Role, person);
        if (!view.Organisation.HasAccounts || second != "")
            return Refusal.Forbidden(
                $"{objection}; ask another {Role}{(second == "" ? "" : $", such as {second}")}.");
        return Self ? null : Refusal.Blocked(
            $"{objection} while a second person could. Nobody else holds the role {Role}: approve it all the same?",
            new Blocker("sign-off.self",
                "Self-approval is marked on the release until a second person with the role signs", person,
                $"plimsoll release sign-off {view.Release.Service} {view.Release.Version} " +
                    $"--role \"{Role}\" --self", 0));
    }
}

public sealed record SignedOff(string Role, int Candidate, string Comment) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        SignOffs = release.SignOffs.Add(new SignOff(Role, moment.Actor, moment.At, Candidate, Comment)
        {
            Confirmations = release.Confirmations.Length,
        }),
    };
}

/// <summary>Who made it approved it, because nobody else held the role.</summary>
public sealed record SelfApproved(string Role, int Candidate, string Comment) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        SignOffs = release.SignOffs.Add(
            new SignOff(Role, moment.Actor, moment.At, Candidate, Comment)
            {
                IsSelf = true, Confirmations = release.Confirmations.Length,
            }),
    };
}
