using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Says which team a service belongs to; its own file cannot, it would give rights by it.</summary>
/// <param name="Team">Empty: none.</param>
public sealed record PlaceInTeam(string Service, string Team) : AccessCommand, INamesScope
{
    string INamesScope.Scope => Scope.Service(Service).Value;

    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (!Scope.TryRead(Scope.Service(Service).Value, out _) || Team != "" && !Scope.TryRead(Scope.Team(Team).Value, out _))
            return Refusal.Invalid("Services and teams are named by lower-case letters, digits and dashes.");
        if (!organisation.Permits(now.Actor, Permissions.GrantRole, Scope.Organisation))
            return Refusal.Forbidden(
                $"Teams are made by {Permitting.WhoMay(Permissions.GrantRole)} of the organisation.");
        return organisation.TeamOf(Service) == Team ? Ruling.Of<AccessEvent>() : new ServicePlaced(Service, Team);
    }
}

public sealed record ServicePlaced(string Service, string Team) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) => organisation with
    {
        Teams = Team == "" ? organisation.Teams.Remove(Service) : organisation.Teams.SetItem(Service, Team),
    };
}
