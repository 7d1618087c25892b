using System.Diagnostics;
using System.Net.Http.Json;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Inbound;

/// <summary>What true messages lead to: a real Alertmanager's, and GitHub's as its documents show them.</summary>
public sealed class MessagesOfOthers
{
    private const string Token = "the-token-of-alertmanager-1f7c";
    private const string Secret = "the secret of the repository";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_of_a_real_alertmanager_declares_an_incident_of_the_service()
    {
        const string program = "/usr/bin/prometheus-alertmanager";
        Assert.SkipUnless(File.Exists(program), $"Alertmanager is missing ({program}): apt-get install prometheus-alertmanager");
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Do("Grace", "secrets/set", new { name = "WEBHOOK_ALERTMANAGER", service = "shop", environment = "", value = Token, command = "" });
        using var folder = new TempFolder();
        var handbook = await File.ReadAllTextAsync(Path.Combine(Cli.House.Root, "docs", "handbook", "webhooks.md"), Stop);
        var config = handbook.Split("```yaml\n")[1].Split("```")[0]
            .Replace("https://plimsoll.example.org", house.Address.ToString().TrimEnd('/'))
            .Replace("/etc/alertmanager/plimsoll-token", folder.Write("token", Token));
        Assert.DoesNotContain("example.org", config);
        var port = Place.FreePort(0);
        using var alertmanager = Process.Start(new ProcessStartInfo(program,
            [
                $"--config.file={folder.Write("alertmanager.yml", config)}", $"--storage.path={folder.At("data")}",
                $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=",
            ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            using var http = new HttpClient();
            var alerts = new Uri($"http://127.0.0.1:{port}/api/v2/alerts");
            var firing = new[]
            {
                new
                {
                    labels = new { alertname = "ErrorRate", severity = "critical", service = "shop" },
                    annotations = new { summary = "One order in ten fails", description = "Since the last deployment." },
                },
            };
            await Until(async () =>
            {
                try
                {
                    return (await http.PostAsJsonAsync(alerts, firing, Stop)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
            await Until(async () => (await house.Text("webhooks")).Contains("Declared INC-1."));
        }
        finally
        {
            alertmanager.Kill();
            await alertmanager.WaitForExitAsync(CancellationToken.None);
        }

        var incident = house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1"));
        Assert.Equal(("One order in ten fails", "shop", Severity.Critical), (incident.Title, incident.Service, incident.Severity));
        Assert.Contains("Since the last deployment.", incident.Timeline[0].Detail);
    }

    [Fact]
    public async Task Checks_of_the_candidates_commit_are_evidence_and_those_of_another_are_not()
    {
        await using var house = await WithACandidate();
        var at = DateTimeOffset.UtcNow.AddMinutes(-1);
        var own = new GitHubSender(Secret, "shop", at, Now(house).Candidate!.Commit);
        var other = new GitHubSender(Secret, "shop", at, new string('a', 40));
        async Task<string> Tell(Wire wire) => (await wire.Send(house.Address, Stop)).Body;

        Assert.Contains("No open release has this commit.", await Tell(other.Of("check_suite", other.Suite("success", at))));
        Assert.Empty(Theirs(house));
        Assert.Contains("Evidence for", await Tell(own.Of("check_suite", own.Suite("failure", at))));
        Assert.Equal(Verdict.Failed, Assert.Single(Theirs(house)).Verdict);
        Assert.Contains("Evidence for", await Tell(own.Of("check_suite", own.Suite("success", at.AddSeconds(5)))));
        Assert.Contains("Evidence for", await Tell(own.Of("check_run", own.Run(7, "security-scan", "skipped", at))));
        Assert.Contains("Nothing follows from it.", await Tell(own.Of("ping", "{\"zen\":\"Keep it logically awesome.\"}")));

        Assert.Equal(
            [
                ("ci-green", Verdict.Passed, "GitHub Actions, suite 5"),
                ("security-scan", Verdict.Inconclusive, "GitHub Actions, suite 5: security-scan"),
            ],
            Theirs(house).Skip(1).Select(e => (e.Gate, e.Verdict, e.Source)));
        Assert.All(Theirs(house), e => Assert.False(e.ByHand));
        Assert.Contains("all checks of GitHub Actions, suite 5: success", await house.Text("releases/shop/1.1.0"));
    }

    [Fact]
    public async Task A_suite_that_passes_says_nothing_for_one_of_the_same_app_that_fails()
    {
        await using var house = await WithACandidate();
        var at = DateTimeOffset.UtcNow.AddMinutes(-1);
        var own = new GitHubSender(Secret, "shop", at, Now(house).Candidate!.Commit);
        async Task<Verdict> After(string conclusion, int seconds, int suite)
        {
            var told = own.Of("check_suite", own.Suite(conclusion, at.AddSeconds(seconds), suite));
            Assert.Contains("Evidence for", (await told.Send(house.Address, Stop)).Body);
            return Gate(house, "ci-green");
        }

        Assert.Equal(Verdict.Failed, await After("failure", 0, suite: 5));
        Assert.Equal(Verdict.Failed, await After("success", 5, suite: 6));
        // Run again, it is the same suite.
        Assert.Equal(Verdict.Passed, await After("success", 9, suite: 5));
    }

    [Fact]
    public async Task The_gate_waits_for_a_suite_that_has_begun_in_whatever_order_that_is_told()
    {
        await using var house = await WithACandidate();
        var at = DateTimeOffset.UtcNow.AddMinutes(-1);
        var own = new GitHubSender(Secret, "shop", at, Now(house).Candidate!.Commit);
        async Task<Verdict> Begun(int check, int seconds, int suite)
        {
            await own.Of("check_run", own.Made(check, $"part {check}", at.AddSeconds(seconds), suite)).Send(house.Address, Stop);
            return Gate(house, "ci-green");
        }

        async Task<Verdict> Ended(int seconds, int suite)
        {
            await own.Of("check_suite", own.Suite("success", at.AddSeconds(seconds), suite)).Send(house.Address, Stop);
            return Gate(house, "ci-green");
        }

        Assert.Equal(Verdict.Inconclusive, await Begun(1, 0, suite: 5));
        Assert.Equal(Verdict.Inconclusive, await Begun(2, 1, suite: 6));
        Assert.Equal(Verdict.Inconclusive, await Begun(3, 2, suite: 6));
        Assert.Equal(2, Theirs(house).Count());
        Assert.Equal(Verdict.Inconclusive, await Ended(5, suite: 5));
        Assert.Equal(Verdict.Passed, await Ended(6, suite: 6));
        // Told late, and begun and ended in one second: neither is waited for.
        Assert.Equal(Verdict.Passed, await Begun(4, 3, suite: 6));
        Assert.Equal(Verdict.Passed, await Begun(5, 6, suite: 6));
        // Run again.
        Assert.Equal(Verdict.Inconclusive, await Begun(6, 9, suite: 6));
        Assert.Equal(Verdict.Passed, await Ended(12, suite: 6));
    }

    private static async Task<LiveHouse> WithACandidate()
    {
        var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Do("Grace", "secrets/set", new { name = "WEBHOOK_GITHUB", service = "shop", environment = "", value = Secret, command = "" });
        await house.Create("shop", "1.1.0");
        return house;
    }

    private static Release Now(LiveHouse house) => house.Desk.World.Get<Release>(Release.StreamOf("shop", "1.1.0"));

    private static Verdict Gate(LiveHouse house, string concept) =>
        ReleaseView.Of("shop", "1.1.0", house.Desk.World.Reader()).Gates(DateTimeOffset.UtcNow)
            .Single(gate => gate.Concept == concept).Verdict;

    private static IEnumerable<Evidence> Theirs(LiveHouse house) => Now(house).Evidence.Where(e => e.By == "system:github");

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 1_200, "It did not happen.");
            await Task.Delay(100, Stop);
        }
    }
}
