using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Makes a person known; they act here once they have followed their one-time link.</summary>
public sealed record InvitePerson(string Person) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (!PersonId.Is(Person)) return Refusal.Invalid("A person is named by an id that means nothing.");
        if (!organisation.Permits(now.Actor, Permissions.Invite, Scope.Anywhere))
            return Refusal.Forbidden($"People are invited by {Permitting.WhoMay(Permissions.Invite)}.");
        return organisation.Find(Person) is { Status: not Standing.Left }
            ? Ruling.Of<AccessEvent>()
            : new PersonInvited(Person);
    }
}

public sealed record PersonInvited(string Person) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.With(new Person(Person, Standing.Invited, [], moment.At));
}
