using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Calendar;

/// <summary>The page of the calendar and its forms. A team's calendar is shown here and changed by the command line.</summary>
public static class CalendarPages
{
    private const string Rules = "/calendar?view=rules";

    public static void MapCalendarPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/calendar", (HttpContext http, string? view, Roster roster) => Show(http, roster, view ?? ""));
        app.MapPost("/calendar/subscribe", Subscribe);
        app.MapPost("/calendar/add-window", (HttpContext http, Desk desk, CancellationToken stop) =>
            Add(http, desk, RuleKind.Window, stop));
        app.MapPost("/calendar/add-freeze", (HttpContext http, Desk desk, CancellationToken stop) =>
            Add(http, desk, RuleKind.Freeze, stop));
        app.MapPost("/calendar/remove-rule", (HttpContext http, Desk desk, CancellationToken stop) => Send(
            http, desk, (form, _) => new RemoveRule(Said(form, "rule")), "Removed; the next deployment is judged without it.",
            stop));
        app.MapPost("/calendar/stop-line", (HttpContext http, Desk desk, CancellationToken stop) => Send(
            http, desk, (form, scope) => new StopLine(scope.Value, Said(form, "reason")), "The line is stopped.", stop));
        app.MapPost("/calendar/resume-line", (HttpContext http, Desk desk, CancellationToken stop) => Send(
            http, desk, (form, scope) => new ResumeLine(scope.Value, Said(form, "reason")),
            "The line goes on; what waited starts when nothing else stops it.", stop));
    }

    private static IResult Show(HttpContext http, Roster roster, string view, string address = "") =>
        http.Page<CalendarPage, CalendarPageView>(CalendarPageViews.Of(Sight.Of(http), view) with
        {
            MayChange = http.May(Permissions.ChangeCalendar, Scope.Anywhere),
            MayStop = http.May(Permissions.StopLine, Scope.Anywhere),
            Stops = CalendarPageViews.Stops(Sight.Of(http), scope => http.May(Permissions.ResumeLine, scope)),
            MaySubscribe = roster.HasAccounts, Address = address,
        }, at: address == "" ? "" : "/calendar?view=agenda");

    private static async Task<IResult> Subscribe(HttpContext http, ApiKeys keys, Roster roster, CancellationToken stop)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var (address, refusal) = await CalendarFeeds.Address(http, Said(await http.Request.ReadFormAsync(stop), "service"), keys, stop);
        return refusal is null ? Show(http, roster, "agenda", address) : http.Refuse(refusal, "/calendar?view=agenda");
    }

    private static async Task<IResult> Add(HttpContext http, Desk desk, RuleKind kind, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var body = new RuleBody(
            "", Said(form, "rule"), Said(form, "title"), Said(form, "start"), Said(form, "end"), "", Said(form, "repeats"),
            ImmutableArray<string>.Empty, Said(form, "zone"), []);
        var (schedule, refusal) = RuleText.Read(body);
        return schedule is null
            ? http.Refuse(refusal ?? Refusal.Invalid("It has no time."), Rules)
            : await Send(http, desk, (_, scope) => new AddRule(scope.Value, body.Id, kind, body.Title, schedule, []),
                "Saved; the next deployment is judged by it.", stop);
    }

    private static async Task<IResult> Send(
        HttpContext http, Desk desk, Func<IFormCollection, Scope, Command> command, string done, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var (service, environment) = (Said(form, "service"), Said(form, "environment"));
        var scope = service == "" ? Scope.Organisation
            : environment == "" ? Scope.Service(service) : Scope.Environment(service, environment);
        return await http.Submit(desk, ShippingCalendar.StreamOf(scope), command(form, scope), Rules, done);
    }

    private static string Said(IFormCollection form, string field) => form[field].ToString().Trim();
}
