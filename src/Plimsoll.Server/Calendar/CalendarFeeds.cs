using System.Security.Cryptography;
using System.Text;
using Plimsoll.Core.Access;
using Plimsoll.Core.Announcements;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Calendar;

/// <summary>Calendars to subscribe to. The address is the proof: whoever has it reads, and its person ends it like a token.</summary>
internal static class CalendarFeeds
{
    private const string Route = "/calendar/{token}.ics";
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(180);
    private const int MostOfARule = 200;

    public static void MapCalendarFeeds(this IEndpointRouteBuilder app, IEndpointRouteBuilder api)
    {
        app.MapGet(Route, Show).AllowAnonymous().FromOutside();
        api.MapPost("/calendar/feed", Make).Produces<FeedView>();
    }

    private static async Task<IResult> Make(
        HttpContext http, FeedBody body, ApiKeys keys, Roster roster, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var (url, refusal) = await Address(http, body.Service ?? "", keys, stop);
        return refusal is null ? Results.Json(new FeedView(url, ApiKeys.MostDays)) : Answers.Problem(refusal);
    }

    /// <summary>A new address of whoever asks; shown this once.</summary>
    internal static async Task<(string Url, Refusal? Refusal)> Address(
        HttpContext http, string service, ApiKeys keys, CancellationToken stop)
    {
        var name = service.Trim();
        if (name != "" && Sight.Of(http).Service(name) is null)
            return ("", Refusal.NotFound($"There is no service {name}; `plimsoll service list` shows them."));
        var scope = name == "" ? Scope.Organisation : Scope.Service(name);
        var secret = await keys.Make(
            http.Actor(), $"calendar of {scope}", ApiKeys.ForCalendars, [Permissions.See], scope, ApiKeys.MostDays, stop);
        return ($"{http.Reached()}{Route.Replace("{token}", secret, StringComparison.Ordinal)}", null);
    }

    private static async Task<IResult> Show(
        HttpContext http, string token, ApiKeys keys, Roster roster, Feed feed, TimeProvider business, CancellationToken stop)
    {
        if (await keys.FindCalendar(token, stop) is not var (person, limit) || !roster.Organisation.IsActive(person))
            return Answers.Problem(Refusal.NotFound("There is no such calendar, or its address was ended. Make another with `plimsoll calendar feed`."));
        var sight = new Sight(Viewer.Of(feed.World, person, limit).World, business.GetUtcNow(), person);
        var service = limit.Scope.ServiceName;
        var text = CalendarFeed.Write(service == "" ? "Releases" : sight.TitleOf(service), Entries(sight, service));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Has(tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Text(text, "text/calendar", Encoding.UTF8);
    }

    private static IEnumerable<FeedEntry> Entries(Sight sight, string service)
    {
        var (from, to) = (sight.Now - Back, sight.Now + Ahead);
        foreach (var calendar in service == "" ? CalendarViews.All(sight) : CalendarViews.About(sight, sight.Service(service), ""))
        {
            foreach (var rule in calendar.Rules)
                foreach (var on in rule.Between(from, to).Take(MostOfARule))
                    yield return Entry(calendar.Scope, rule, on, to);
            foreach (var slot in calendar.Slots.Where(s => s.Start < to && s.End > from)) yield return Entry(sight, slot);
        }

        foreach (var incident in sight.World.All<Incident>().Select(i => i.Value))
            if (incident.Review.Retrospective is { } meeting && meeting.Start < to && meeting.Start > from
                && (service == "" || incident.Service == service))
                yield return new FeedEntry(
                    Retrospective.UidOf(incident.Id), meeting.Sequence, incident.DeclaredAt, meeting.Start,
                    meeting.Start.AddMinutes(meeting.Minutes), $"Retrospective of {incident.Id}", incident.Title, meeting.Cancelled, Busy: true);
    }

    private static FeedEntry Entry(string scope, CalendarRule rule, Occurrence on, DateTimeOffset last) => new(
        $"{rule.Id}-{on.From.UtcDateTime:yyyyMMdd'T'HHmm}-{scope.Replace('/', '.')}@plimsoll", rule.Changes, rule.At, on.From, on.To ?? last,
        $"{(rule.Kind == RuleKind.Window ? "Window" : "Freeze")}: {rule.Title}",
        on.To is null ? $"For {scope}, until it is removed." : $"For {scope}.", Cancelled: false, Busy: false);

    private static FeedEntry Entry(Sight sight, BookedSlot slot) => new(
        $"{slot.Id}-{slot.Service}@plimsoll", slot.Changes, slot.At, slot.Start, slot.End,
        $"{sight.TitleOf(slot.Service)} {slot.Version}{(slot.Status == SlotStatus.Missed ? " (missed)" : "")}",
        $"{(slot.Environment == "" ? "production" : slot.Environment)}. {slot.Note}".Trim(),
        slot.Status == SlotStatus.Cancelled, Busy: true);
}
