using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>At each sign-in: roles of a person's groups come and go; roles given by hand stay.</summary>
/// <param name="Groups">All the provider lists now.</param>
public sealed record AlignRoles(string Person, ImmutableArray<string> Groups) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (now.Actor != IdentityProvider.Actor)
            return Refusal.Forbidden("Groups are read from the provider, when a person signs in.");
        if (organisation.Find(Person) is not { Status: Standing.Active } person) return Ruling.Of<AccessEvent>();
        var due = (organisation.Provider?.Given(Groups) ?? []).Select(g => (g.Role, g.Scope)).Distinct().ToList();
        var held = person.Grants.Where(g => g.ByGroup).Select(g => (g.Role, g.Scope)).ToList();
        var state = organisation;
        var events = new List<AccessEvent>();
        foreach (var (role, scope) in due.Except(held)) Keep(new GroupRoleGranted(Person, role, scope.Value));
        foreach (var (role, scope) in held.Except(due))
        {
            // Somebody has to be left who gives roles, whatever the provider says.
            var taken = new GroupRoleTaken(Person, role, scope.Value);
            if (taken.Apply(state, now).HasAdministrator() || !state.HasAdministrator()) Keep(taken);
        }

        return Ruling.Of<AccessEvent>([.. events]);

        void Keep(AccessEvent one)
        {
            events.Add(one);
            state = one.Apply(state, now);
        }
    }
}

public sealed record GroupRoleGranted(string Person, string Role, string Scope) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Find(Person) is { } person
            ? organisation.With(person with
            {
                Grants = person.Grants.Add(
                    new Grant(Role, new Scope(Scope), moment.Actor, moment.At) { ByGroup = true }),
            })
            : organisation;
}

public sealed record GroupRoleTaken(string Person, string Role, string Scope) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Find(Person) is { } person
            ? organisation.With(person with
            {
                Grants = person.Grants.RemoveAll(g => g.ByGroup && g.Role == Role && g.Scope.Value == Scope),
            })
            : organisation;
}
