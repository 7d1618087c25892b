using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>The first account: from here on nobody acts under a claimed name.</summary>
public sealed record AppointFirstAdministrator(string Person) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (organisation.HasAccounts)
            return Refusal.TooLate("There is an administrator already; ask them for an invitation.");
        if (!PersonId.Is(Person) || Person != now.Actor)
            return Refusal.Invalid("The first administrator is a person, appointed by their own one-time link.");
        return Ruling.Of<AccessEvent>(
            new PersonInvited(Person), new PersonJoined(Person),
            new RoleGranted(Person, Roles.Administrator, Scope.Organisation.Value));
    }
}
