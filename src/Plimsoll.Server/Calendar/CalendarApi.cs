using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Calendar;

/// <summary>The calendar part of the HTTP API: windows, freezes, stopping the line, slots.</summary>
public static class CalendarApi
{
    public static void MapCalendarApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/calendar", (string? service, string? environment, Sight sight) =>
            CalendarViews.Of(sight, service ?? "", environment ?? "") is var (view, refusal) && refusal is not null
                ? Answers.Problem(refusal) : Results.Ok(view)).Produces<CalendarView>();
        api.MapPost("/calendar/add-window", (RuleBody body, Desk desk, HttpContext http) =>
            Add(http, desk, body, RuleKind.Window));
        api.MapPost("/calendar/add-freeze", (RuleBody body, Desk desk, HttpContext http) =>
            Add(http, desk, body, RuleKind.Freeze));
        api.MapPost("/calendar/change-rule", Change);
        api.MapPost("/calendar/remove-rule", (RuleNameBody body, Desk desk, HttpContext http) =>
            http.Send(desk, StreamOf(body.Scope), new RemoveRule(body.Id)));
        api.MapPost("/calendar/stop-line", (StopLineBody body, Desk desk, HttpContext http) =>
            http.Send(desk, StreamOf(body.Scope), new StopLine(body.Scope, body.Reason)));
        api.MapPost("/calendar/resume-line", (StopLineBody body, Desk desk, HttpContext http) =>
            http.Send(desk, StreamOf(body.Scope), new ResumeLine(body.Scope, body.Reason)));
        MapSlots(api.MapGroup("/releases/{service}/{version}"));
    }

    public static StreamName StreamOf(string scope) => ShippingCalendar.StreamOf(new Scope(scope));

    internal static Task<IResult> Add(HttpContext http, Desk desk, RuleBody body, RuleKind kind) =>
        RuleText.Read(body) is var (schedule, refusal) && schedule is null
            ? Task.FromResult(Answers.Problem(refusal ?? Refusal.Invalid("It has no time.")))
            : http.Send(desk, StreamOf(body.Scope),
                new AddRule(body.Scope, body.Id, kind, body.Title, schedule, body.Exempt));

    private static Task<IResult> Change(RuleBody body, Desk desk, HttpContext http) =>
        RuleText.Read(body) is var (schedule, refusal) && schedule is null
            ? Task.FromResult(Answers.Problem(refusal ?? Refusal.Invalid("It has no time.")))
            : http.Send(desk, StreamOf(body.Scope), new ChangeRule(body.Id, body.Title, schedule, body.Exempt));

    private static void MapSlots(RouteGroupBuilder one)
    {
        one.MapPost("/book-slot",
            (string service, string version, BookSlotBody body, Desk desk, HttpContext http) => http.Send(
                desk, ShippingCalendar.StreamOf(service),
                new BookSlot(service, version, body.Environment, body.Start, body.End)));
        one.MapPost("/move-slot",
            (string service, string version, MoveSlotBody body, Desk desk, HttpContext http) =>
                Own(http, service, version, body.Slot) is { } not ? Task.FromResult(not) : http.Send(
                    desk, ShippingCalendar.StreamOf(service), new MoveSlot(body.Slot, body.Start, body.End)));
        one.MapPost("/cancel-slot",
            (string service, string version, CancelSlotBody body, Desk desk, HttpContext http) =>
                Own(http, service, version, body.Slot) is { } not ? Task.FromResult(not) : http.Send(
                    desk, ShippingCalendar.StreamOf(service), new CancelSlot(body.Slot, body.Reason)));
    }

    /// <summary>Who types another release's slot by mistake is told so; null: it is this one's.</summary>
    private static IResult? Own(HttpContext http, string service, string version, string id) =>
        Sight.Of(http).World.Get<ShippingCalendar>(ShippingCalendar.StreamOf(service)).Slot(id) is { } slot
        && slot.Version != version
            ? Answers.Problem(Refusal.Invalid($"{id} is booked for {service} {slot.Version}, not for {version}.")) : null;
}
