using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>A person goes: all roles, sessions and tokens end now; what they did stays on record.</summary>
public sealed record PersonLeaves(string Person, string Reason) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (!organisation.Permits(now.Actor, Permissions.EndPerson, Scope.Organisation))
            return Refusal.Forbidden(
                $"The access of a person is ended by {Permitting.WhoMay(Permissions.EndPerson)} of the organisation.");
        if (organisation.Find(Person) is not { } person) return Refusal.NotFound("There is no such person here.");
        if (person.Status == Standing.Left) return Ruling.Of<AccessEvent>();
        var left = new PersonLeft(Person, Reason.Trim());
        return left.Apply(organisation, now).HasAdministrator() ? left : Administrators.LastOne;
    }
}

public sealed record PersonLeft(string Person, string Reason) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.With(new Person(Person, Standing.Left, [], moment.At));
}
