using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Incidents;

namespace Plimsoll.Server.Tests.Inbound;

/// <summary>An alert after the first one of its group: whether somebody is called depends on how its incident stands.</summary>
public sealed class AlertsThatComeBack
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_fires_after_its_incident_was_resolved_declares_another()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (AlertmanagerSender)await ForgedWebhooks.Of("alertmanager", house);
        await Tell(house, sender.Of(AlertmanagerSender.Group(1, 1, "firing")));
        await Resolve(house, "INC-1");

        Assert.Contains("Declared INC-2.", await Tell(house, sender.Of(AlertmanagerSender.Group(1, 2, "firing"))));
        Assert.Contains("Noted in INC-2.", await Tell(house, sender.Of(AlertmanagerSender.Group(1, 3, "firing"))));
        Assert.Contains("Noted in INC-1.", await Tell(house, sender.Of(AlertmanagerSender.Group(1, 1, "resolved"))));
    }

    [Fact]
    public async Task One_that_goes_on_firing_minutes_after_its_incident_was_resolved_declares_another()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (AlertmanagerSender)await ForgedWebhooks.Of("alertmanager", house);
        var firing = sender.Of(AlertmanagerSender.Group(1, 1, "firing"));
        foreach (var incident in new[] { "INC-1", "INC-2" })
        {
            Assert.Contains($"Declared {incident}.", await Tell(house, firing));
            await Resolve(house, incident);
            Assert.Contains("Known already.", await Tell(house, firing));
            house.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Contains("Noted in INC-2.", await Tell(house, sender.Of(AlertmanagerSender.Group(1, 1, "resolved"))));
        Assert.Contains("Known already.", await Tell(house, firing));
    }

    [Fact]
    public async Task One_of_an_incident_that_a_person_cancelled_declares_none()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (AlertmanagerSender)await ForgedWebhooks.Of("alertmanager", house);
        await Tell(house, sender.Of(AlertmanagerSender.Group(1, 1, "firing")));
        await Do(house, "INC-1", new CancelIncident("The alarm is being tried."));
        house.Clock.Advance(TimeSpan.FromHours(4));

        Assert.Contains("Known already.", await Tell(house, sender.Of(AlertmanagerSender.Group(1, 1, "firing"))));
    }

    [Fact]
    public async Task What_was_merged_into_another_is_noted_there()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (AlertmanagerSender)await ForgedWebhooks.Of("alertmanager", house);
        await Tell(house, sender.Of(AlertmanagerSender.Group(1, 1, "firing")));
        await Tell(house, sender.Of(AlertmanagerSender.Group(2, 1, "firing")));
        await Do(house, "INC-2", new MergeIncident("INC-1", "The same database."));

        Assert.Contains("Noted in INC-1.", await Tell(house, sender.Of(AlertmanagerSender.Group(2, 2, "firing"))));
        Assert.Contains("Noted in INC-1.", await Tell(house, sender.Of(AlertmanagerSender.Group(2, 1, "resolved"))));
        Assert.False(Of(house, "INC-3").Exists);
        Assert.Contains(Of(house, "INC-1").Timeline, e => e.Sentence == "Not firing any more: Errors on i1");
    }

    [Fact]
    public async Task One_that_is_worse_than_its_incident_ever_was_raises_it()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (AlertmanagerSender)await ForgedWebhooks.Of("alertmanager", house);
        await Tell(house, sender.Of(AlertmanagerSender.Group(1, 1, "firing", "info")));
        Assert.Equal(Severity.Low, Of(house, "INC-1").Severity);

        await Tell(house, sender.Of(AlertmanagerSender.Group(1, 2, "firing", "critical")));
        Assert.Equal(Severity.Critical, Of(house, "INC-1").Severity);

        // What a person has judged since, one more of the same kind does not judge anew.
        await Do(house, "INC-1", new AssessSeverity(Severity.Medium, "Few orders"));
        await Tell(house, sender.Of(AlertmanagerSender.Group(1, 3, "firing", "critical")));
        Assert.Equal(Severity.Medium, Of(house, "INC-1").Severity);
    }

    [Fact]
    public async Task A_group_of_several_severities_is_as_bad_as_the_worst_that_fires()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (AlertmanagerSender)await ForgedWebhooks.Of("alertmanager", house);
        const string mixed = """
            {"status":"firing","version":"4","groupKey":"{}:{job=\"shop\"}","commonLabels":{"job":"shop"},"commonAnnotations":{},
            "alerts":[{"status":"firing","labels":{"alertname":"Slow","severity":"warning"},"startsAt":"2026-11-24T14:00:00Z","fingerprint":"a"},
            {"status":"firing","labels":{"alertname":"Down","severity":"critical"},"startsAt":"2026-11-24T14:00:00Z","fingerprint":"b"}]}
            """;

        await Tell(house, sender.Of(mixed));

        Assert.Equal((Severity.Critical, 0), (Of(house, "INC-1").Severity, Of(house, "INC-1").SeverityChanges.Length));
    }

    [Fact]
    public async Task One_that_does_not_say_since_when_is_another_once_its_incident_was_resolved()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (StandardSender)await ForgedWebhooks.Of("standard", house);
        Wire Message(string id, string type) => sender.Of(id, house.Clock.GetUtcNow(),
            StandardSender.Alert("disk", type).Replace("\"since\":\"2026-11-24T14:30:00Z\",", ""));

        Assert.Contains("Declared INC-1.", await Tell(house, Message("msg_1", "alert.firing")));
        Assert.Contains("Known already.", await Tell(house, Message("msg_2", "alert.firing")));
        await Resolve(house, "INC-1");
        Assert.Contains("Noted in INC-1.", await Tell(house, Message("msg_3", "alert.resolved")));

        Assert.Contains("Declared INC-2.", await Tell(house, Message("msg_4", "alert.firing")));
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("Known already.", await Tell(house, Message("msg_4", "alert.firing")));
        Assert.Contains("Noted in INC-2.", await Tell(house, Message("msg_5", "alert.resolved")));
    }

    private static async Task<string> Tell(AccountsHouse house, Wire wire)
    {
        var (status, answer) = await wire.Send(house.Address, Stop);
        Assert.Equal(200, status);
        return answer;
    }

    private static async Task Resolve(AccountsHouse house, string incident)
    {
        foreach (var command in Night.ToResolve) await Do(house, incident, command);
    }

    private static async Task Do(AccountsHouse house, string incident, Command command) => Assert.IsType<Answer.Accepted>(
        await house.Desk.Send(Incident.StreamOf(incident), command, "grace", Stop));

    private static Incident Of(AccountsHouse house, string incident) =>
        house.Desk.World.Get<Incident>(Incident.StreamOf(incident));
}
