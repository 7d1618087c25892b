using Plimsoll.Core.Access;

namespace Plimsoll.Core.Incidents;

/// <summary>Who may see a private incident; everybody else is answered as if there were none.</summary>
public static class PrivateIncidents
{
    public const string NeedsAccounts =
        "Names are only claimed here, so nobody could be kept from it. Make accounts first: "
        + "`plimsoll server first-admin`.";

    extension(Incident incident)
    {
        /// <summary>Whether a person may see it: all may, they are part of it, or their role sees every one.</summary>
        public bool IsOpenTo(string person, Organisation organisation) =>
            !incident.IsPrivate
            || organisation.Permits(person, Permissions.SeePrivate, incident.Scope)
            || organisation.IsActive(person) && incident.Includes(person);

        /// <summary>What it is about, as a scope; one that names no service is the organisation's.</summary>
        public Scope Scope => incident.Service == "" ? Scope.Organisation : Scope.Service(incident.Service);

        /// <summary>Who declared it, leads it or is asked to, responds, or was added by name.</summary>
        public bool Includes(string person) =>
            incident.DeclaredBy == person || incident.Lead.Person == person
            || incident.Lead.Person == "" && incident.Lead.Offered == person
            || incident.Team.Any(r => r.Person == person) || incident.Admitted.Contains(person);
    }
}
