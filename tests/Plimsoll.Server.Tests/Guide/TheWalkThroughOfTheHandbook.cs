using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Guide;

/// <summary>What docs/handbook/write-your-guide.md shows, typed at a real server: the reference guide with a sign-off,
/// a canary and a cadence by severity.</summary>
public sealed class TheWalkThroughOfTheHandbook : IDisposable
{
    private const string Walk = "search-1.1.0-1";

    private static readonly string Reference =
        Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md");

    private static readonly string Sample =
        Path.Combine(LiveHouse.Root(), "samples", "guides", "octoacme", "my-guide.md");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero));
    private readonly Shell _shell = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sample_is_the_reference_guide_with_three_changes()
    {
        var before = await File.ReadAllLinesAsync(Reference, Stop);
        var after = await File.ReadAllLinesAsync(Sample, Stop);
        Assert.Equal(2, before.Except(after).Count());
        Assert.Equal(3, after.Except(before).Count());
        var page = await File.ReadAllTextAsync(
            Path.Combine(LiveHouse.Root(), "docs", "handbook", "write-your-guide.md"), Stop);
        Assert.All(after.Except(before), line => Assert.Contains(line, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sign_off_the_canary_and_the_cadence_act()
    {
        using var pages = new Killing.TargetPages(Path.GetTempPath());
        await using var house = await LiveHouse.Open(_clock);
        Shell.DataFolder(Path.Combine(_shell.Home, ".local/share/plimsoll"), $"{house.Address}", house.Token);
        File.Copy(Sample, Path.Combine(_shell.Folder, "my-guide.md"));
        await Read();
        await Type("guide apply my-guide.md --as Grace");
        await house.Adopt("search", "Search", "ask", pages.Address);
        await house.Prepare("search", "1.1.0");
        await house.SignOff("search", "1.1.0");
        await Type("release ship search 1.1.0 --as Grace");

        await SignedByTheSecurityLead(house);
        await InTwoParts(house);
        await ByTheClockOfItsSeverity(house);
    }

    private async Task Read()
    {
        var check = await Type("guide check my-guide.md");
        Assert.Matches(@"24 +security-review +deploy +gate +manual +Security Lead", check);
        Assert.Matches(@"25 +canary-steps .* for 1m each", check);
        Assert.Matches(@"51 +status-update .* every 30m critical, 1h high, else 24h \(max gap\)", check);
        Assert.DoesNotContain(" GAP ", check, StringComparison.Ordinal);
        Assert.Contains("the engine does it on 25%, then 100% of the targets, watching each part for 1m",
            await Type("guide explain my-guide.md 25"), StringComparison.Ordinal);
        Assert.Contains("This adds one gate to every release.",
            await Type("guide diff applied my-guide.md"), StringComparison.Ordinal);
    }

    private async Task SignedByTheSecurityLead(LiveHouse house)
    {
        await Until(house, walk => walk.Steps.Any(s => s is { Id: "security-review", Status: StepStatus.Waiting }));
        var why = (await _shell.Type("release why search 1.1.0", Stop)).Out;
        Assert.Contains("Security Lead can clear it", why, StringComparison.Ordinal);
        var command = why.Split('\n').Single(l => l.Contains("complete-step", StringComparison.Ordinal)).Trim();
        Assert.False(Production(house).Exists);
        var typed = command["plimsoll ".Length..].Replace("…", "Closed to the outside", StringComparison.Ordinal);
        Assert.NotEqual(0, (await _shell.Type($"{typed} --as Ben", Stop)).Code);
        Assert.False(Production(house).Exists);
        await Type($"{typed} --as Dana");
    }

    private async Task InTwoParts(LiveHouse house)
    {
        while (Get(house).Status != ShipmentStatus.Done)
        {
            await Until(house, s => s.Status == ShipmentStatus.Done
                || Production(house).Samples.Any(r => r.At == _clock.GetUtcNow()));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
        var plan = Production(house).Plan;
        Assert.Equal([1, 2], plan.Where(p => p.Name == "switch").GroupBy(p => p.Wave).Select(w => w.Count()));
        Assert.Equal(["watch 25 25%: few errors", "watch 25 100%: few errors"],
            plan.Where(p => p.Name == "watch").Select(p => p.Key));
    }

    private async Task ByTheClockOfItsSeverity(LiveHouse house)
    {
        var declared = _clock.GetUtcNow();
        await Type("incident declare \"Checkout is slow\" --severity medium --service search --as Grace");
        Assert.Equal(declared.AddDays(1), Due(house));
        await Type("incident assess 1 --severity high --impact \"Some cannot pay\" --as Grace");
        Assert.Equal(declared.AddHours(1), Due(house));
        await Type("incident assess 1 --severity critical --impact \"Nobody can pay\" --as Grace");
        Assert.Equal(declared.AddMinutes(30), Due(house));
        _clock.Advance(TimeSpan.FromMinutes(26));
        Assert.Contains("in 4 min: Send status updates to stakeholders",
            await Type("incident next 1"), StringComparison.Ordinal);
        await Type("incident update 1 --text \"We look into it.\" --as Grace");
        Assert.Equal(_clock.GetUtcNow().AddMinutes(30), Due(house));
        await Type("incident assess 1 --severity medium --impact \"Few cannot pay\" --as Grace");
        Assert.Equal(_clock.GetUtcNow().AddDays(1), Due(house));
    }

    private DateTimeOffset? Due(LiveHouse house)
    {
        var world = house.Desk.World;
        var incident = world.Get<Incident>(Incident.StreamOf("INC-1"));
        var playbook = world.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook);
        return IncidentDuties.Of(incident, playbook, _clock.GetUtcNow())
            .Single(duty => duty.Check.Id == "status-update").Due;
    }

    private async Task<string> Type(string line)
    {
        var said = await _shell.Type(line, Stop);
        Assert.True(said.Code == 0, $"{line}: {said.Code} {said.Out} {said.Err}");
        return said.Out;
    }

    private static Shipment Get(LiveHouse house) => house.Desk.World.Get<Shipment>(Shipment.StreamOf(Walk));

    private static Deployment Production(LiveHouse house) =>
        house.Desk.World.Get<Deployment>(Deployment.StreamOf($"{Walk}-production"));

    private static async Task Until(LiveHouse house, Func<Shipment, bool> isSo)
    {
        var patience = DateTime.UtcNow.AddMinutes(2);
        while (!isSo(Get(house)))
        {
            Assert.True(DateTime.UtcNow < patience,
                string.Join("\n", Get(house).Steps.Select(s => $"{s.Id} {s.Status} {s.Sentence}")));
            await Task.Delay(20, Stop);
        }
    }

    public void Dispose() => _shell.Dispose();
}
