using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Gives a person a role for the organisation, a team, a service or an environment.</summary>
public sealed record GrantRole(string Person, string Role, string Scope) : AccessCommand, INamesScope
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        var role = Roles.Named(Role);
        if (!Access.Scope.TryRead(Scope, out var scope)) return Refusal.Invalid(Access.Scope.Rule);
        if (!Roles.IsName(role)) return Refusal.Invalid("A role has a name of up to 60 letters that starts with one.");
        if (Guide.Compiling.Nearest.Slip(role, Roles.All) is { Length: > 0 } meant)
            return Refusal.Invalid($"There is no role {role} here. Did you mean {meant}?");
        if (organisation.Find(Person) is not { Status: not Standing.Left } person)
            return Refusal.NotFound("There is no such person here; invite them first.");
        if (!organisation.Permits(now.Actor, Permissions.GrantRole, scope))
            return Refusal.Forbidden(
                $"Not granted: for {scope} a role is granted by {Permitting.WhoMay(Permissions.GrantRole)}.");
        return person.Grants.Any(g => !g.ByGroup && g.Role == role && g.Scope == scope)
            ? Ruling.Of<AccessEvent>()
            : new RoleGranted(Person, role, scope.Value);
    }
}

public sealed record RoleGranted(string Person, string Role, string Scope) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Find(Person) is { } person
            ? organisation.With(person with
            {
                Grants = person.Grants.Add(new Grant(Role, new Scope(Scope), moment.Actor, moment.At)),
            })
            : organisation;
}
