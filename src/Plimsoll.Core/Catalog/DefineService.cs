using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Catalog;

/// <summary>Describe a service, for the first time or anew; describing it as it is changes nothing.</summary>
public sealed record DefineService(ServiceDefinition Definition) : Command<Service, ServiceEvent>
{
    private const int MostDaysObserved = 90;

    public override Ruling<ServiceEvent> Decide(Service service, Moment now)
    {
        ImmutableArray<Flaw> flaws = [.. DefinitionFlaws.In(Definition).Where(f => f.IsError)];
        if (flaws.IsEmpty) flaws = [.. PlaceFlaws.In(Definition)];
        if (!flaws.IsEmpty) return Unusable(flaws);
        if (service.Definition is { } before && before.Name != Definition.Name) return Renamed(before.Name);
        if (LastDayToObserve(service, now) is { } last && Definition.ObserveUntil > last) return ObservesTooLong(last);
        return SameDefinition.As(service.Definition, Definition)
            ? Ruling.Of<ServiceEvent>()
            : new ServiceDefined(Definition);
    }

    private static Refusal Unusable(ImmutableArray<Flaw> flaws) => new(
        RefusalKind.Invalid,
        $"The service cannot be used as it is described: {flaws[0].Message} {flaws[0].Fix}"
            + (flaws.Length > 1 ? $" And {flaws.Length - 1} more." : ""),
        [.. flaws.Select(f => new Blocker(
            "service.definition", $"{f.Place}: {f.Message} {f.Fix}", "its team", "plimsoll service check", 0))]);

    private Refusal Renamed(string name) => Refusal.Invalid(
        $"This is the service {name}, and a name is part of every address, so it cannot become {Definition.Name}. "
        + $"Apply the definition as a new service named {Definition.Name}.");

    private static DateOnly LastDayToObserve(Service service, Moment now) =>
        (service.ObservedSince ?? ServiceDefined.Day(now)).AddDays(MostDaysObserved);

    private static Refusal ObservesTooLong(DateOnly last) => Refusal.Invalid(string.Create(
        CultureInfo.InvariantCulture,
        $"Gates may only observe for {MostDaysObserved} days from the first, so until {last:yyyy-MM-dd}. "
        + $"Write `enforcement: observe until {last:yyyy-MM-dd}` or an earlier day, or `enforcement: enforce`."));
}

/// <summary>The service is from now on as described.</summary>
public sealed record ServiceDefined(ServiceDefinition Definition) : ServiceEvent
{
    public override Service Apply(Service state, Moment moment) => state with
    {
        Definition = Definition,
        Revision = state.Revision + 1,
        ObservedSince = Definition.ObserveUntil is null ? state.ObservedSince : state.ObservedSince ?? Day(moment),
    };

    internal static DateOnly Day(Moment moment) => DateOnly.FromDateTime(moment.At.UtcDateTime);
}
