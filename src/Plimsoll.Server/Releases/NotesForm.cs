using System.Globalization;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Site;
using Page = Plimsoll.Server.Site.Views.ReleaseView;

namespace Plimsoll.Server.Releases;

/// <summary>Saves the notes of a release as somebody wrote them on its page.</summary>
internal static class NotesForm
{
    private static readonly SameCandidate Read = new("Not saved", "save");

    public static void MapNotesForm(this RouteGroupBuilder one) => one.MapPost($"/{ReleaseNotesView.Form}", Save);

    /// <summary>When what was read had been written; null where the page said nothing of it.</summary>
    public static DateTimeOffset? ReadAt(this IFormCollection form, string field) => DateTimeOffset.TryParseExact(
        form.Said(field), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;

    // What was written comes back where it is refused: it may have taken an hour.
    private static async Task<IResult> Save(HttpContext http, string service, string version, Desk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Sight.Of(http).Release(service, version) is not { Exists: true } release)
            return http.NoRelease(service, version);
        var seen = ReleaseSeen.Of(Sight.Of(http), release);
        var answer = Read.Broken(release, ReleaseForms.Number(form)) is { } unread
            ? new Answer.Refused(unread) : await http.Ask(desk, seen.Stream, Notes(seen, form));
        if (answer is not Answer.Refused { Refusal: var refusal })
            return http.Tell(answer, seen.Href, "The notes are saved for this candidate.");
        var now = Sight.Of(http).Release(service, version);
        return http.Page<ReleasePage, Page>(
            ReleasePageView.Of(ReleaseSeen.Of(Sight.Of(http), now) with { Tried = form.Tried(refusal) }),
            Answers.StatusOf(refusal.Kind), seen.Href);
    }

    /// <summary>The fields of the template in its order; an empty one says "none".</summary>
    private static SaveNotes Notes(ReleaseSeen seen, IFormCollection form) => new(
        [.. ReleaseNotesView.Names(seen).Select(
            (name, i) => new NotesField(name, OrNone(form.Said(ReleaseNotesView.FieldOf(i)))))])
    {
        Read = form.ReadAt("read"),
    };

    private static string OrNone(string text) => text == "" ? "none" : text;
}
