using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Asks that texts, or the name of somebody who left, are removed for ever. A second person decides.</summary>
public sealed record AskRemoval(ImmutableArray<string> Places, string Person, string Reason) : RemovalCommand
{
    private const int Most = 200;

    private protected override Ruling<RemovalEvent> Decide(Removals removals, Organisation organisation, Moment now)
    {
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why, without the text itself: the reason stays for ever.");
        if (Places.IsEmpty == (Person == ""))
            return Refusal.Invalid("Name what is removed: places, as `plimsoll journal find` shows them, or a person.");
        if (Places.Length > Most) return Refusal.Invalid($"At most {Most} places are removed at a time.");
        if (Person != "" && organisation.Find(Person) is not { Status: Standing.Left })
            return Refusal.Blocked("A name is removed after its person has left: end their access first.");
        return new RemovalAsked(removals.All.Length + 1, Places, Person, Reason.Trim());
    }
}

public sealed record RemovalAsked(int Number, ImmutableArray<string> Places, string Person, string Reason)
    : RemovalEvent
{
    public override Removals Apply(Removals removals, Moment moment) => new(removals.All.Add(new Removal(
        Number, Places, Person, Reason, moment.Actor, moment.At, RemovalStatus.Asked, "")));
}

/// <summary>A second person has looked at what is asked for, and it is gone with their word.</summary>
public sealed record ConfirmRemoval(int Number) : RemovalCommand
{
    private protected override Ruling<RemovalEvent> Decide(Removals removals, Organisation organisation, Moment now) =>
        removals.Find(Number) is not { } removal ? NotThere(Number)
        : removal.Status != RemovalStatus.Asked ? Refusal.TooLate($"Removal {Number} was answered before.")
        : removal.AskedBy == now.Actor ? Refusal.Forbidden(
            "Not removed: you asked for it, so somebody else confirms it, one of "
            + $"{Permitting.WhoMay(Permissions.Redact)}.")
        : new RemovalConfirmed(Number);
}

public sealed record RemovalConfirmed(int Number) : RemovalEvent
{
    public override Removals Apply(Removals removals, Moment moment) => removals.Find(Number) is { } removal
        ? removals.With(removal with { Status = RemovalStatus.Confirmed, AnsweredBy = moment.Actor }) : removals;
}

/// <summary>It stays as it is: whoever asked takes it back, or a second person says no.</summary>
public sealed record RefuseRemoval(int Number, string Reason) : RemovalCommand
{
    private protected override Ruling<RemovalEvent> Decide(Removals removals, Organisation organisation, Moment now) =>
        removals.Find(Number) is not { } removal ? NotThere(Number)
        : removal.Status != RemovalStatus.Asked ? Refusal.TooLate($"Removal {Number} was answered before.")
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why it stays.")
        : new RemovalRefused(Number, Reason.Trim());
}

public sealed record RemovalRefused(int Number, string Reason) : RemovalEvent
{
    public override Removals Apply(Removals removals, Moment moment) => removals.Find(Number) is { } removal
        ? removals.With(removal with { Status = RemovalStatus.Refused, AnsweredBy = moment.Actor }) : removals;
}
