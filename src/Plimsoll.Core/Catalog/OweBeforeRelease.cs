using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Catalog;

/// <summary>The service's next minor or major release waits until something is done.</summary>
public sealed record OweBeforeRelease(Owed Owed) : Command<Service, ServiceEvent>
{
    public override Ruling<ServiceEvent> Decide(Service service, Moment now) =>
        service.Owed.Any(o => o.Id == Owed.Id) ? Ruling.Of<ServiceEvent>() : new ReleaseOwed(Owed);
}

public sealed record ReleaseOwed(Owed Owed) : ServiceEvent
{
    public override Service Apply(Service state, Moment moment) => state with { Owed = state.Owed.Add(Owed) };
}

/// <summary>It is done, or nobody asks for it any more.</summary>
public sealed record SettleOwed(string Id, string Reason) : Command<Service, ServiceEvent>
{
    public override Ruling<ServiceEvent> Decide(Service service, Moment now) =>
        service.Owed.Any(o => o.Id == Id) ? new OwedSettled(Id, Reason) : Ruling.Of<ServiceEvent>();
}

public sealed record OwedSettled(string Id, string Reason) : ServiceEvent
{
    public override Service Apply(Service state, Moment moment) =>
        state with { Owed = state.Owed.RemoveAll(o => o.Id == Id) };
}
