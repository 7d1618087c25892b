using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>A real deployment to real folders fails, and what follows for the incident it opens.</summary>
public sealed class DeploymentsThatFail
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Later than every commit of the repository.</summary>
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Rolled_back_by_itself_it_is_decided_by_policy_carried_out_and_seen_green_for_five_minutes()
    {
        await using var house = await Shipping("search", "automatic", h => h.Break("search"));
        await house.Until("search-1.2.0-1-production-rollback", "succeeded");
        var incident = await Until(house, i => i.Status == IncidentStatus.Monitoring);

        Assert.Equal((Severity.High, Remedy.Rollback, "policy"),
            (incident.Severity, incident.Decision?.Remedy, incident.Decision?.By));
        Assert.Equal("1.2.0", incident.Suspects[0].Version);
        Assert.Equal(["Decision: rollback", "Mitigation started", "Mitigation carried out"],
            incident.Timeline.Select(e => e.Sentence)
                .Where(s => s.StartsWith("Decision", StringComparison.Ordinal)
                    || s.StartsWith("Mitigation", StringComparison.Ordinal)));
        await house.Do("Grace", "incidents/1/take-command", new { });
        await house.Do("Ada", "pages/INC-1/acknowledge", new { });
        await house.Stop();
        await house.Start();

        for (var minute = 1; minute <= 5; minute++)
        {
            await Until(house, i => i.Mitigation?.SampledAt == _clock.GetUtcNow());
            Assert.Null(Get(house).Mitigation?.VerifiedAt);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
        await Until(house, i => i.Mitigation?.VerifiedAt == _clock.GetUtcNow());
        await house.Do("Chidi", "incidents/1/resolve-incident", new RemarkBody("Search finds things again."));

        Assert.Equal(IncidentStatus.Resolved, Get(house).Status);
        Assert.Equal(["mail INC-1: You are asked to lead", "page-mail INC-1: Search 1.2.0 failed on production"],
            await About(house, "INC-1"));
    }

    [Fact]
    public async Task Rolled_back_by_a_person_who_was_asked_it_is_that_persons_decision()
    {
        await using var house = await Shipping("payments", "ask", h => h.Break("payments"));
        await house.Until("payments-1.2.0-1-production", "waiting");
        Assert.Empty(house.Desk.World.All<Incident>());

        await house.Desk.Send(Deployment.StreamOf("payments-1.2.0-1-production"),
            new AnswerQuestion(Choice.RollBack, "customers see errors"), "Grace", CancellationToken.None);
        await house.Until("payments-1.2.0-1-production-rollback", "succeeded");
        var incident = await Until(house, i => i.Status == IncidentStatus.Monitoring);

        Assert.Equal((Severity.High, Remedy.Rollback, "Grace"),
            (incident.Severity, incident.Decision?.Remedy, incident.Decision?.By));
        Assert.Single(house.Desk.World.All<Incident>());
    }

    [Fact]
    public async Task Failed_before_anything_changed_it_is_proposed_low_and_wakes_nobody()
    {
        await using var house = await Shipping("search", "automatic", h => h.Block("search", "web-1"));
        const string run = "search-1.2.0-1-production";
        if (await house.Until(run, "failed", "waiting") == "waiting")
            await house.Desk.Send(Deployment.StreamOf(run), new AnswerQuestion(Choice.Fail, "the disk is broken"),
                "Grace", CancellationToken.None);
        var incident = await Until(house, i => i.Exists);

        Assert.Equal((IncidentStatus.Investigating, Severity.Low, false, null),
            (incident.Status, incident.Severity, incident.IsAssessed, incident.Decision));
        await Until(house, i => i.Lead.Offered == "Grace");
        Assert.Empty(house.Desk.World.All<Core.OnCall.Page>());
        Assert.Equal(["mail INC-1: Incident, low severity", "mail INC-1: You are asked to lead"],
            await About(house, "INC-1", least: 2));
    }

    private async Task<LiveHouse> Shipping(string service, string rollback, Action<LiveHouse> breaks)
    {
        var house = await LiveHouse.Open(_clock);
        await house.Adopt(service, $"{char.ToUpperInvariant(service[0])}{service[1..]}", rollback);
        await house.Prepare(service, "1.2.0");
        await house.SignOff(service, "1.2.0");
        breaks(house);
        await house.Ship(service, "1.2.0");
        return house;
    }

    private static Incident Get(LiveHouse house) => house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1"));

    private static async Task<Incident> Until(LiveHouse house, Func<Incident, bool> isSo)
    {
        var patience = DateTime.UtcNow + Patience;
        while (!isSo(Get(house)))
        {
            Assert.True(DateTime.UtcNow < patience, $"INC-1 is {Get(house).Status}: {Get(house).Mitigation}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        return Get(house);
    }

    /// <summary>Way and subject of every message about an incident.</summary>
    private static async Task<List<string>> About(LiveHouse house, string incident, int least = 0)
    {
        var patience = DateTime.UtcNow + Patience;
        while (true)
        {
            var rows = JsonSerializer.Deserialize<List<OutboxView>>(await house.Text("outbox"), Json) ?? [];
            List<string> found = [.. rows.Where(r => r.Title.StartsWith($"{incident}: ", StringComparison.Ordinal))
                .Select(r => $"{r.Channel} {r.Title}").Order(StringComparer.Ordinal)];
            if (found.Count >= least || DateTime.UtcNow > patience) return found;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
