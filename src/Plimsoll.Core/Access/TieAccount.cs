using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>From now on an account at the provider proves who a person is.</summary>
/// <remarks>Because of their invitation, of their address, or of their own word and password.</remarks>
/// <param name="Issuer">Which provider; of the account itself no fact says anything.</param>
public sealed record TieAccount(string Person, string Issuer) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (now.Actor != IdentityProvider.Actor && now.Actor != Person)
            return Refusal.Forbidden("An account is tied by its person, or when the provider proves them.");
        if (organisation.Provider?.Issuer != Issuer) return Providers.None;
        return organisation.Find(Person) is null or { Status: Standing.Left }
            ? Refusal.Forbidden("Your access here has ended. Ask an administrator for a new invitation.")
            : new AccountTied(Person, Issuer);
    }
}

public sealed record AccountTied(string Person, string Issuer) : AccessEvent
{
    // The account stands beside the journal; here it is on record that there is one.
    public override Organisation Apply(Organisation organisation, Moment moment) => organisation;
}

/// <summary>A person takes back that an account at the provider proves them; they keep a way in.</summary>
public sealed record UntieAccount(string Issuer) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (!organisation.IsActive(now.Actor)) return Refusal.Forbidden("Only who is here unties an account of theirs.");
        if (organisation.Provider?.Issuer != Issuer) return Providers.None;
        return organisation.MayUsePassword(now.Actor)
            ? new AccountUntied(now.Actor, Issuer)
            : Refusal.Blocked(
                $"Passwords are for administrators here, so {organisation.Provider.Name} is your only "
                + "way in. Ask an administrator to end your access and invite you again, and tie another account then.");
    }
}

public sealed record AccountUntied(string Person, string Issuer) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) => organisation;
}
