using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Whether a role lets read the whole, as it does at first, or only what it is held for.</summary>
public sealed record ChangeReading(bool ByScope, string Reason) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now) =>
        !organisation.Permits(now.Actor, Permissions.ChangeReading, Scope.Organisation)
            ? Refusal.Forbidden(
                $"What a role reads is changed by {Permitting.WhoMay(Permissions.ChangeReading)} of the organisation.")
        : organisation.ReadsByScope == ByScope ? Ruling.Of<AccessEvent>()
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why; whoever reads less or more will ask.")
        : new ReadingChanged(ByScope, Reason.Trim());
}

public sealed record ReadingChanged(bool ByScope, string Reason) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation with { ReadsByScope = ByScope };
}
