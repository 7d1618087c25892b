using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Incidents;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>One house with an incident in every shape it can have.</summary>
public sealed class EveryIncident : IAsyncLifetime
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, string> _ids = [];
    private LiveHouse? _house;

    public LiveHouse House => _house ?? throw new InvalidOperationException("The house is not open yet.");

    public string this[string shape] => _ids[shape];

    public async ValueTask InitializeAsync()
    {
        var clock = new FakeTimeProvider(Begun);
        _house = await LiveHouse.Open(clock, guided: false);
        var some = new SomeIncidents(_house, clock);
        _ids["unguided"] = await some.Declare("Nobody applied a guide", service: "");
        await some.Do(_ids["unguided"], new NoteAction("Looked at the logs.", null));
        await _house.ApplyGuide();
        await _house.Adopt("shop", "Shop", "ask");
        _ids["merged"] = await some.Declare("Checkout is slow", Severity.Low);
        _ids["cancelled"] = await some.Declare("A dashboard is empty", Severity.Low);
        await some.Do(_ids["cancelled"], new CancelIncident("The dashboard was filtered."));
        _ids["missed"] = await some.Declare("Search is empty", Severity.Critical, security: null);
        await Pass(clock, some, _ids["missed"]);
        await Rest(some);
        await some.Do(_ids["merged"], new MergeIncident(_ids["mitigating"], "The same filter."));
    }

    private async Task Rest(SomeIncidents some)
    {
        _ids["low"] = await some.Declare("A picture is missing", Severity.Low, service: "");
        _ids["led"] = await some.Led("Guests cannot pay", Severity.High);
        _ids["identified"] = await some.Identified("Orders are doubled");
        _ids["mitigating"] = await some.Mitigating("The basket is empty");
        _ids["monitoring"] = await some.Monitoring("Mails are late");
        _ids["resolved"] = await some.Resolved("Prices are wrong");
        _ids["reviewing"] = await some.Reviewing("Stock is wrong");
        _ids["closed"] = await some.Closed("The login fails");
        _ids["reopened"] = await some.Resolved("Coupons fail");
        await some.Do(_ids["reopened"], new ReopenIncident("They fail again."));
        _ids["rollback"] = await some.Led("The new release drops orders", Severity.High);
        await some.Do(_ids["rollback"], new RecordDecision(Remedy.Rollback, "It worked yesterday.", ["hotfix"]));
        _ids["itself"] = await some.Led("A provider was away");
        await some.Do(_ids["itself"], new RecordDecision(Remedy.None, "The provider is back.", []));
    }

    /// <summary>Seventy minutes in which one line is left out and the others are not done.</summary>
    private static async Task Pass(FakeTimeProvider clock, SomeIncidents some, string id)
    {
        await some.Do(id, new TakeCommand());
        clock.Advance(TimeSpan.FromMinutes(70));
        var late = IncidentDuties.Of(some.Get(id), Guide(some), clock.GetUtcNow())
            .Where(d => d.State == DutyState.Overdue).ToList();
        Assert.NotEmpty(late);
        foreach (var duty in late) await some.Do(id, new AdvanceDuty(duty.Check.Id), "system:test");
        var symptoms = late.First(d => d.Check.Concept == DutyConcepts.Symptoms);
        await some.Do(id, new WaiveDuty(symptoms.Check.Id, "Nobody saw it begin."));
    }

    private static Core.Guide.Playbook? Guide(SomeIncidents some) =>
        some.House.Desk.World.Get<Core.Guide.GuideBook>(Core.Guide.GuideBook.Stream).Newest;

    public async ValueTask DisposeAsync()
    {
        if (_house is not null) await _house.DisposeAsync();
    }
}
