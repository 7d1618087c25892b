using System.Collections.Immutable;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Calendar;

/// <summary>Somebody's iCalendar file as windows or freezes; read again, it changes what it brought before.</summary>
internal static class CalendarImports
{
    public static void MapCalendarImport(this IEndpointRouteBuilder api) =>
        api.MapPost("/calendar/import", Import).Produces<ImportView>();

    private static async Task<IResult> Import(HttpContext http, ImportBody body, Desk desk, CancellationToken stop)
    {
        if (!EnumNames.Read<RuleKind>(body.Kind, out var kind))
            return Answers.Problem(Refusal.Invalid("The events of a file are windows or freezes: say window or freeze."));
        var zone = (body.Zone ?? "").Trim() is { Length: > 0 } named ? named : "UTC";
        if (Zones.Wrong(zone) is { Length: > 0 } nowhere) return Answers.Problem(Refusal.Invalid(nowhere));
        var (rules, wrong) = CalendarImport.Read(body.Text, zone);
        if (wrong != "") return Answers.Problem(Refusal.Invalid(wrong));
        var views = ImmutableArray.CreateBuilder<ImportedView>();
        foreach (var rule in rules) views.Add(await Take(http, desk, body, kind, rule, stop));
        return Results.Json(new ImportView(views.ToImmutable()));
    }

    private static async Task<ImportedView> Take(
        HttpContext http, Desk desk, ImportBody body, RuleKind kind, ImportedRule rule, CancellationToken stop)
    {
        var stream = CalendarApi.StreamOf(body.Scope);
        var known = Sight.Of(http).World.Get<ShippingCalendar>(stream).Find(rule.Id);
        var (outcome, command) = What(rule, known, body, kind);
        var why = rule.Wrong != "" ? rule.Wrong
            : known is not null && known.Kind != kind ? $"It was imported as a {known.Kind.ToString().ToLowerInvariant()}; remove {rule.Id} first."
            : command is null ? ""
            : body.DryRun ? desk.Check(stream, command, http.Actor())?.Reason ?? ""
            : await desk.Send(stream, command, http.Actor(), stop) switch
            {
                Answer.Refused refused => refused.Refusal.Reason,
                Answer.NotTaken not => not.Reason,
                _ => "",
            };
        return new ImportedView(rule.Line, rule.Id, rule.Title, why == "" ? outcome : "refused", why);
    }

    private static (string Outcome, Command? Command) What(ImportedRule rule, CalendarRule? known, ImportBody body, RuleKind kind)
    {
        ImmutableArray<string> exempt = body.Exempt.IsDefault ? [] : body.Exempt;
        return rule switch
        {
            { Cancelled: true } => known is null ? ("unchanged", null) : ("removed", new RemoveRule(rule.Id)),
            { Schedule: not { } } => ("refused", null),
            { Schedule: { } schedule } when known is null =>
                ("added", new AddRule(body.Scope, rule.Id, kind, rule.Title, schedule, exempt)),
            { Schedule: { } schedule } when known.Title == rule.Title && known.Exempt.SequenceEqual(exempt)
                && IsSame(known.Schedule, schedule) => ("unchanged", null),
            { Schedule: { } schedule } => ("changed", new ChangeRule(rule.Id, rule.Title, schedule, exempt)),
        };
    }

    private static bool IsSame(Schedule one, Schedule other) =>
        one with { Except = [] } == other with { Except = [] } && one.Except.SequenceEqual(other.Except);
}
