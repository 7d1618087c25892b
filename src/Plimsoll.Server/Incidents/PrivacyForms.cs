using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>Who may see an incident, and the forms that change it.</summary>
internal static class PrivacyForms
{
    private const string Note = "While it is private it is seen by who declared it, leads or responds, whom you add, "
        + "and by who may see every private incident. Mails and pages reach nobody else.";

    extension(IncidentSeen seen)
    {
        public IEnumerable<RoleView> Admitted() => !seen.Incident.IsPrivate ? []
            : [new RoleView("May see it", string.Join(", ",
                ["who is part of it", .. seen.Incident.Admitted, Permitting.WhoMay(Permissions.SeePrivate)]), null, "")];

        public FormView? MakePrivate() => seen.Incident.IsPrivate || !seen.Sight.World.Organisation.HasAccounts ? null
            : seen.Offer("make-private", "Make it private", "Make it private", new MakePrivate("…"),
                Line("reason", "Why not everybody may read it")) is { } form
                ? form with { Sentence = Note, Icon = "lock" } : null;

        public FormView? Admit() => !seen.Incident.IsPrivate ? null
            : seen.Offer("admit-person", "Let somebody see it", "Let them see it", new AdmitPerson(seen.Sight.Actor),
                Line("person", "Person or mail address")) is { } form ? form with { Sentence = Note } : null;

        public FormView? MakePublic() => !seen.Incident.IsPrivate ? null
            : seen.Offer("make-public", "Show it to everybody", "Show it to everybody", new MakePublic("…"),
                Line("reason", "Why everybody may read it now")) is { } form ? form with
                {
                    Sentence = "All of its timeline is shown, also what was written while it was private.",
                    Kind = ButtonKind.Risk,
                } : null;
    }
}
