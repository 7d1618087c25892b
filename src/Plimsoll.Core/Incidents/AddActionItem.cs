using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Something to be done so that it does not come back, with an owner and a due date.</summary>
/// <param name="BeforeNextRelease">The service's next minor or major waits for it.</param>
public sealed record AddActionItem(string Text, string Owner, DateOnly Due, bool BeforeNextRelease)
    : IncidentCommand, INamesPeople
{
    private const int Most = 200;

    public Command WithPeople(Func<string, string> idOf) => this with { Owner = idOf(Owner) };

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } over ? over
        : string.IsNullOrWhiteSpace(Text) ? Refusal.Invalid("Say what is to be done.")
        : string.IsNullOrWhiteSpace(Owner) ? Refusal.Invalid("Name who does it: --owner PERSON.")
        : Due < DateOnly.FromDateTime(now.At.UtcDateTime)
            ? Refusal.Invalid($"{Due:yyyy-MM-dd} is over; give a day to come with --due.")
        : incident.Review.Actions.Length >= Most ? Refusal.TooLate($"An incident has at most {Most} action items.")
        : BeforeNextRelease && incident.Service == ""
            ? Refusal.Invalid($"{incident.Id} names no service, so there is no next release to wait.")
        : new ActionItemAdded(incident.Review.Actions.Length + 1, Text.Trim(), Owner.Trim(), Due, BeforeNextRelease);
}

public sealed record ActionItemAdded(int Number, string Text, string Owner, DateOnly Due, bool BeforeNextRelease)
    : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Review = incident.Review with
        {
            NoActions = "",
            Actions = incident.Review.Actions.Add(
                new ActionItem(Number, Text, Owner, Due, BeforeNextRelease, moment.Actor, moment.At)),
        },
    }).Satisfy(DutyConcepts.Actions, moment).Tell(moment, $"Action item {Number}: {Text}",
        $"{Owner}, due {Due:yyyy-MM-dd}{(BeforeNextRelease ? ", before the next release" : "")}");
}

/// <summary>There is nothing to be done, and why.</summary>
public sealed record DeclareNoActions(string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } over ? over
        : incident.Review.Actions.Length > 0
            ? Refusal.Invalid($"{incident.Id} has {incident.Review.Actions.Length} action items.")
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why nothing has to be done.")
        : new NoActionsDeclared(Reason.Trim());
}

public sealed record NoActionsDeclared(string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Review = incident.Review with { NoActions = Reason } })
            .Satisfy(DutyConcepts.Actions, moment).Tell(moment, "No action items", Reason);
}

/// <summary>An action item is done; also after the incident was closed.</summary>
public sealed record CompleteActionItem(int Number, string Note) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : incident.Review.Actions.FirstOrDefault(a => a.Number == Number) is not { } item
            ? Refusal.NotFound($"{incident.Id} has no action item {Number}; it has {incident.Review.Actions.Length}.")
        : item.IsDone ? Ruling.Of<IncidentEvent>()
        : string.IsNullOrWhiteSpace(Note) ? Refusal.Invalid("Say what was done, or where it can be seen.")
        : new ActionItemCompleted(Number, Note.Trim());
}

public sealed record ActionItemCompleted(int Number, string Note) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => ActionItems.With(incident, Number,
        item => item with { DoneAt = moment.At, DoneBy = moment.Actor, DoneNote = Note })
        .Tell(moment, $"Action item {Number} done", Note);
}

/// <summary>The owner is reminded on the due day, and each day after it until it is done.</summary>
public sealed record RemindOfActionItem(int Number) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Review.Actions.FirstOrDefault(a => a.Number == Number) is { } item && ActionItems.IsDue(item, now.At)
            ? new ActionItemReminded(Number, DateOnly.FromDateTime(now.At.UtcDateTime)) : Ruling.Of<IncidentEvent>();
}

public sealed record ActionItemReminded(int Number, DateOnly Day) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        ActionItems.With(incident, Number, item => item with { RemindedOn = Day });
}

internal static class ActionItems
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(8);

    public static bool IsDue(ActionItem item, DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        return !item.IsDone && today >= item.Due && at.UtcDateTime.TimeOfDay >= Morning && item.RemindedOn != today;
    }

    /// <summary>The mornings on which its owner may be reminded next: of its due day, of today, of tomorrow.</summary>
    public static IEnumerable<DateTimeOffset> Mornings(ActionItem item, DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        return from day in new[] { item.Due, today, today.AddDays(1) }
               where day >= item.Due
               select new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + Morning, TimeSpan.Zero);
    }

    public static Incident With(Incident incident, int number, Func<ActionItem, ActionItem> change) => incident with
    {
        Review = incident.Review with
        {
            Actions = [.. incident.Review.Actions.Select(a => a.Number == number ? change(a) : a)],
        },
    };
}
