using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Members of a group at the provider hold a role here, from their next sign-in on.</summary>
public sealed record MapGroup(string Group, string Role, string Scope) : AccessCommand, INamesScope
{
    private const int Longest = 200;
    private const int Most = 200;

    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        var role = Roles.Named(Role);
        if (Providers.NotBy(organisation, now) is { } refusal) return refusal;
        if (organisation.Provider is not { } provider) return Providers.None;
        if (!Access.Scope.TryRead(Scope, out var scope)) return Refusal.Invalid(Access.Scope.Rule);
        if (!Roles.IsName(role)) return Refusal.Invalid("A role has a name of up to 60 letters that starts with one.");
        if (Group.Length is 0 or > Longest || Group.Any(char.IsControl))
            return Refusal.Invalid("Name the group as the provider's token writes it.");
        if (provider.Groups.Contains(new GroupRole(Group, role, scope))) return Ruling.Of<AccessEvent>();
        return provider.Groups.Length < Most
            ? new GroupMapped(Group, role, scope.Value)
            : Refusal.Invalid($"At most {Most} groups have roles here.");
    }
}

public sealed record GroupMapped(string Group, string Role, string Scope) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Provider is { } provider
            ? organisation with
            {
                Provider = provider with
                {
                    Groups = provider.Groups.Add(new GroupRole(Group, Role, new Scope(Scope))),
                },
            }
            : organisation;
}

/// <summary>The group means nothing here any more; what only it gave ends at once.</summary>
public sealed record UnmapGroup(string Group, string Role, string Scope) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (Providers.NotBy(organisation, now) is { } refusal) return refusal;
        var mapped = new GroupRole(Group, Roles.Named(Role), new Scope(Scope));
        if (organisation.Provider?.Groups.Contains(mapped) != true)
            return Refusal.NotFound($"The group {Group} gives no role {Role} for {Scope}.");
        return Providers.Taken(organisation, now, organisation.Provider.Groups.Remove(mapped),
            new GroupUnmapped(Group, mapped.Role, Scope));
    }
}

public sealed record GroupUnmapped(string Group, string Role, string Scope) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Provider is { } provider
            ? organisation with
            {
                Provider = provider with
                {
                    Groups = provider.Groups.Remove(new GroupRole(Group, Role, new Scope(Scope))),
                },
            }
            : organisation;
}
