using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Somebody nobody invited comes in, because an administrator lets in their domain or group.</summary>
/// <param name="Mail">Proven by the provider; only its domain counts, and no fact holds it.</param>
public sealed record AdmitToOrganisation(string Person, string Mail, ImmutableArray<string> Groups) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (now.Actor != IdentityProvider.Actor || !PersonId.Is(Person))
            return Refusal.Forbidden("Who comes in without an invitation is said by the provider they signed in with.");
        if (organisation.Find(Person) is not null) return Refusal.Conflict("This person is known here already.");
        return organisation.Provider?.Admits(Mail, Groups) == true
            ? Ruling.Of<AccessEvent>(new PersonInvited(Person), new PersonJoined(Person))
            : Refusal.Forbidden(
                "Nobody here has this mail address, and neither its domain nor a group of yours is let in without an "
                + "invitation. Ask an administrator to invite you.");
    }
}
