using System.Globalization;
using Plimsoll.Core.Access;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Page = Plimsoll.Server.Site.Views.ReleaseView;

namespace Plimsoll.Server.Releases;

/// <summary>Signing out of the ordinary, as forms: alone, in an emergency, and confirming that. One
/// that is refused comes back with what was typed into it.</summary>
internal static class SigningForms
{
    private const string Alone = "approve-alone";
    private const string Emergency = "sign-off-in-emergency";
    private const string Confirm = "confirm-emergency";

    private static readonly SameCandidate Read = new("Not signed", "sign off");
    private static readonly FieldView Comment = new(FieldKind.Line, "comment", "Comment");

    public static IReadOnlyList<FormView> Of(ReleaseSeen seen) =>
        [.. ((IEnumerable<FormView>)[.. AsTheOnlyOne(seen), .. InAnEmergency(seen), .. Confirming(seen)])
            .Select(form => form.Tried(seen.Tried))];

    public static void MapSigningForms(this RouteGroupBuilder one)
    {
        one.Map(Alone, "You approved your own release; it is marked.",
            form => new GiveSignOff(form.Said("role"), ReleaseForms.Number(form), form.Said("comment"), Self: true));
        one.Map(Emergency, "You signed off in an emergency. A Release Manager confirms it.",
            form => new SignOffInEmergency(ReleaseForms.Number(form), form.Said("reason")));
        one.Map(Confirm, "The emergency sign-off is confirmed.", form => new ConfirmEmergency(form.Said("comment")));
    }

    private static void Map(
        this RouteGroupBuilder one, string path, string done, Func<IFormCollection, Command> command) =>
        one.MapPost($"/{path}", async (HttpContext http, string service, string version, Desk desk) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (Sight.Of(http).Release(service, version) is not { Exists: true } release)
                return http.NoRelease(service, version);
            var href = ReleaseSeen.HrefOf(service, version);
            var answer = path != Confirm && Read.Broken(release, ReleaseForms.Number(form)) is { } unread
                ? new Answer.Refused(unread)
                : await http.Ask(desk, Release.StreamOf(service, version), command(form));
            return answer is Answer.Refused { Refusal: var refusal }
                ? http.Again(service, version, form, refusal) ?? http.Refuse(refusal, href)
                : http.Tell(answer, href, done);
        });

    /// <summary>The page with the refused form; null where that form is not offered any more.</summary>
    private static IResult? Again(
        this HttpContext http, string service, string version, IFormCollection form, Refusal refusal)
    {
        var sight = Sight.Of(http);
        var seen = ReleaseSeen.Of(sight, sight.Release(service, version)) with { Tried = form.Tried(refusal) };
        return Of(seen).Any(each => each.Trouble != "")
            ? http.Page<ReleasePage, Page>(ReleasePageView.Of(seen), Answers.StatusOf(refusal.Kind), seen.Href)
            : null;
    }

    /// <summary>The question that is asked where nobody else holds the role.</summary>
    private static IEnumerable<FormView> AsTheOnlyOne(ReleaseSeen seen)
    {
        foreach (var role in seen.RolesAwaited)
            if (seen.Sight.Objection(seen.Stream, new GiveSignOff(role, 0, "")) is { Kind: RefusalKind.Blocked } asked
                && seen.Sight.May(seen.Stream, new GiveSignOff(role, 0, "", Self: true)))
                yield return new FormView($"{Alone}-{role.Replace(' ', '-')}", $"{seen.Href}/{Alone}",
                    $"Approve alone as {role}", "Approve my own work",
                    [Candidate(seen), new FieldView(FieldKind.Hidden, "role", "", role), Comment])
                {
                    Kind = ButtonKind.Danger,
                    Sentence = string.Join(' ', asked.Blockers.Select(b => b.Sentence.Sentence).Prepend(asked.Reason)),
                };
    }

    private static IEnumerable<FormView> InAnEmergency(ReleaseSeen seen)
    {
        if (seen.RolesToSign.Contains(Roles.ReleaseManager) || !seen.RolesAwaited.Contains(Roles.ReleaseManager)
            || !seen.Sight.May(seen.Stream, new SignOffInEmergency(0, "…"))) yield break;
        yield return new FormView(
            Emergency, $"{seen.Href}/{Emergency}", "Sign off in an emergency", "Sign in the emergency",
            [Candidate(seen), new FieldView(FieldKind.Line, "reason", "Why it cannot wait") { Required = true }])
        {
            Kind = ButtonKind.Danger,
            Sentence = $"As commander of {IncidentNumbers.Read(seen.Release.Fixes)}. The Release Managers are told "
                + "at once, and one of them confirms it within one working day.",
        };
    }

    private static IEnumerable<FormView> Confirming(ReleaseSeen seen)
    {
        if (seen.Release.SignOffs.FirstOrDefault(s => s.WaitsToBeConfirmed) is not { } given
            || !seen.Sight.May(seen.Stream, new ConfirmEmergency(""))) yield break;
        yield return new FormView(
            Confirm, $"{seen.Href}/{Confirm}", "Confirm the emergency sign-off", "Confirm it", [Comment])
        {
            Sentence = $"You have looked at what {given.By} signed for {given.Emergency} and stand by it.",
        };
    }

    private static FieldView Candidate(ReleaseSeen seen) => new(FieldKind.Hidden, "candidate", "",
        (seen.Release.Candidate?.Number ?? 0).ToString(CultureInfo.InvariantCulture));
}
