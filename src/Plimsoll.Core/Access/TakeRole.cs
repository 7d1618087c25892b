using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Takes a role from a person; what they approved while they held it stays.</summary>
public sealed record TakeRole(string Person, string Role, string Scope) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        var role = Roles.Named(Role);
        if (!Access.Scope.TryRead(Scope, out var scope)) return Refusal.Invalid(Access.Scope.Rule);
        if (!organisation.Permits(now.Actor, Permissions.TakeRole, scope))
            return Refusal.Forbidden(
                $"Not taken: for {scope} a role is taken by {Permitting.WhoMay(Permissions.TakeRole)}.");
        var grants = organisation.Find(Person)?.Grants.Where(g => g.Role == role && g.Scope == scope).ToList() ?? [];
        if (grants is []) return Refusal.NotFound($"{Person} does not hold the role {role} for {scope}.");
        if (grants.All(g => g.ByGroup))
            return Refusal.Blocked(
                "Not taken: a group at the provider gives this role. Take the person out of the group, or end what the "
                + "group gives under Settings, Sign-in.");
        var taken = new RoleTaken(Person, role, scope.Value);
        return taken.Apply(organisation, now).HasAdministrator() ? taken : Administrators.LastOne;
    }
}

public sealed record RoleTaken(string Person, string Role, string Scope) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Find(Person) is { } person
            ? organisation.With(person with
            {
                Grants = person.Grants.RemoveAll(g => !g.ByGroup && g.Role == Role && g.Scope.Value == Scope),
            })
            : organisation;
}

internal static class Administrators
{
    public static Refusal LastOne { get; } = Refusal.Blocked(
        "Not done: nobody would be left to give roles. Make another person Administrator of the organisation first.");

    public static bool HasAdministrator(this Organisation organisation) =>
        !organisation.Holders(Roles.Administrator, Scope.Organisation).IsEmpty;
}
