using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Somebody who was invited has followed the link: roles granted before hold from now on.</summary>
public sealed record JoinOrganisation : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now) =>
        organisation.Find(now.Actor) switch
        {
            null => Refusal.Forbidden("Nobody was invited under this id; ask an administrator."),
            { Status: Standing.Left } => Refusal.Forbidden(
                "This access has ended; ask an administrator for a new invitation."),
            { Status: Standing.Active } => Ruling.Of<AccessEvent>(),
            _ => new PersonJoined(now.Actor),
        };
}

public sealed record PersonJoined(string Person) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Find(Person) is { } person
            ? organisation.With(person with { Status = Standing.Active })
            : organisation;
}
