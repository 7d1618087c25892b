namespace Plimsoll.Core.Access;

/// <summary>The one question of who may do what.</summary>
public static class Permitting
{
    /// <summary>Whether a person may do something to something now.</summary>
    public static bool Permits(this Organisation organisation, string actor, string verb, Scope scope) =>
        PersonId.IsNode(actor)
            ? !Permissions.InPerson.Contains(verb)
            : organisation.Find(actor) is { Status: Standing.Active } person && person.Grants.Any(
                g => RoleTable.Of(g.Role).May.Contains(verb) && g.Scope.Covers(scope, organisation.TeamOf));

    /// <summary>Whether somebody may do it to anything a token for this scope reaches, be it all of it or a part.</summary>
    public static bool PermitsWithin(this Organisation organisation, string actor, string verb, Scope scope) =>
        organisation.Permits(actor, verb, scope)
        || organisation.Find(actor) is { Status: Standing.Active } person && person.Grants.Any(
            g => RoleTable.Of(g.Role).May.Contains(verb) && scope.Covers(g.Scope, organisation.TeamOf));

    /// <summary>Who could do it instead: roles of the table, in its order.</summary>
    public static string WhoMay(string verb)
    {
        var roles = RoleTable.Rows.Where(r => r.May.Contains(verb)).Select(r => r.Role).ToList();
        return roles.Count switch
        {
            0 => "nobody",
            1 => roles[0],
            _ => $"{string.Join(", ", roles.SkipLast(1))} or {roles[^1]}",
        };
    }
}
