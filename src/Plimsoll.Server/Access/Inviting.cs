using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Access;

/// <summary>Invites somebody, with a role at once where one is named.</summary>
internal static class Inviting
{
    public static async Task<Invited> Invite(
        HttpContext http, InviteBody body, Accounts accounts, Desk desk, CancellationToken stop)
    {
        if (!Names.TryRead(body.Name, out var name)) return Not(Refusal.Invalid(Names.Rule));
        var mail = (body.Mail ?? "").Trim();
        if (!Core.Incidents.MailAddresses.IsOne(mail))
            return Not(Refusal.Invalid($"'{mail}' is not a mail address; people sign in with theirs."));
        var scope = string.IsNullOrEmpty(body.Scope) ? Scope.Organisation.Value : body.Scope;
        if (!string.IsNullOrEmpty(body.Role) && Objection(http, body.Role, scope) is { } refusal) return Not(refusal);
        var here = http.Reached();
        var invited = await accounts.Invite(name, mail, http.Actor(), here, stop);
        if (invited.Answer is not Answer.Accepted || string.IsNullOrEmpty(body.Role)) return invited;
        var granted = await desk.Send(
            Organisation.Stream, new GrantRole(invited.Person, body.Role, scope), http.Actor(), stop);
        return invited with { Answer = granted };
    }

    // Before anybody is invited: an invitation without the role that was meant helps nobody.
    private static Refusal? Objection(HttpContext http, string role, string scope) =>
        !Scope.TryRead(scope, out var read) ? Refusal.Invalid(Scope.Rule)
        : KnownScopes.Mistyped(scope, Sight.Of(http)) is { } mistyped ? mistyped
        : !Roles.IsName(Roles.Named(role)) ? Refusal.Invalid("A role has a name of up to 60 letters that starts with one.")
        : http.May(Permissions.GrantRole, read) ? null
        : Refusal.Forbidden($"For {read} a role is granted by {Permitting.WhoMay(Permissions.GrantRole)}.");

    private static Invited Not(Refusal refusal) => new(new Answer.Refused(refusal), "", "", false);
}
