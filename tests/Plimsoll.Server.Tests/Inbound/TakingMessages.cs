using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Connectors.Inbound;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.Inbound;

/// <summary>What a message costs before it has proven itself, and when it may come again.</summary>
public sealed class TakingMessages
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_head_is_judged_before_its_body_is_read_and_few_bodies_are_read_at_once()
    {
        await using var house = await ForgedWebhooks.Open();
        foreach (var (kind, proof, shown) in (IEnumerable<(string, string, string)>)
            [("alertmanager", "Authorization", "Bearer another"), ("standard", "webhook-signature", ""), ("github", "X-Hub-Signature-256", "sha256=12")])
        {
            var truth = (await ForgedWebhooks.Of(kind, house)).True(1);
            using var waits = await Begin(house, truth.Instead(proof, shown));
            Assert.Contains(" 401 ", await new StreamReader(waits.GetStream()).ReadLineAsync(Stop));
        }

        var bodies = house.Services.GetRequiredService<Webhooks>().Bodies;
        var (github, alerts) = (await ForgedWebhooks.Of("github", house), await ForgedWebhooks.Of("alertmanager", house));
        var slow = new List<TcpClient>();
        for (var i = 0; i < Bodies.OfOneAddress; i++) slow.Add(await Begin(house, github.True(i)));
        await PrivateHouse.Until(
            () => bodies.Free("github/shop") == Bodies.AtOnce - Bodies.OfOneAddress, "one address has its seats");
        Assert.Equal(503, (await github.True(8).Send(house.Address, Stop)).Status);
        Assert.Equal(200, (await alerts.True(1).Send(house.Address, Stop)).Status);
        slow.ForEach(each => each.Dispose());
        await PrivateHouse.Until(() => bodies.Free("github/shop") == Bodies.AtOnce, "the seats are free again");
        Assert.Equal(200, (await github.True(9).Send(house.Address, Stop)).Status);
    }

    [Fact]
    public async Task A_check_that_came_before_its_candidate_is_taken_when_it_comes_again_and_then_no_more()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (GitHubSender)await ForgedWebhooks.Of("github", house);
        var check = sender.Of("check_suite", sender.Suite("success", house.Clock.GetUtcNow()));

        for (var time = 0; time < 3; time++)
            Assert.Contains("No open release has this commit.", (await check.Send(house.Address, Stop)).Body);
        Assert.Single(await house.Services.GetRequiredService<InboundTable>().Newest(10, Stop));
        await ForgedWebhooks.Seal(house);
        Assert.Contains("Evidence for", (await check.Send(house.Address, Stop)).Body);
        Assert.Equal(401, (await check.Send(house.Address, Stop)).Status);
    }

    [Fact]
    public async Task A_secret_that_proves_nothing_is_not_kept()
    {
        await using var house = await AccountsHouse.Open();
        await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Release Manager");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        using var answer = await house.Post(ada, "secrets/set", new
        {
            name = "WEBHOOK_STANDARD", service = "", environment = "", value = "not-a-whsec-secret", command = "",
        });
        Assert.Contains("is written whsec_", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_no_rule_takes_is_not_asked_for_again_and_the_others_are_taken()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (StandardSender)await ForgedWebhooks.Of("standard", house);
        var now = house.Clock.GetUtcNow();
        var blank = StandardSender.Alert("disk-1").Replace("Disk of disk-1 is full", " ");

        var (status, answer) = await sender.Of("msg_blank", now, blank).Send(house.Address, Stop);

        Assert.Equal(422, status);
        Assert.Contains("webhook.refused", answer);
        Assert.False(house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Exists);
        Assert.Equal(200, (await sender.Of("msg_1", now, StandardSender.Alert("disk-1")).Send(house.Address, Stop)).Status);
    }

    [Fact]
    public async Task An_alert_whose_summary_came_out_blank_is_called_by_its_name()
    {
        await using var house = await ForgedWebhooks.Open();
        var sender = (AlertmanagerSender)await ForgedWebhooks.Of("alertmanager", house);
        var blank = AlertmanagerSender.Group(1, 1, "firing").Replace("Errors of group 1", " ").Replace("Errors on i1", "\\t");

        Assert.Equal(200, (await sender.Of(blank).Send(house.Address, Stop)).Status);

        Assert.Equal("ErrorRate", house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Title);
    }

    [Fact]
    public async Task An_alert_nobody_has_told_for_ninety_days_is_forgotten_and_one_that_is_told_again_is_not()
    {
        await using var house = await AccountsHouse.Claimed();
        var (table, now) = (house.Services.GetRequiredService<InboundTable>(), house.Clock.GetUtcNow());
        await table.Tell("old", "b", "INC-9", now, Stop);
        await table.Tell("lasting", "b", "INC-10", now, Stop);
        await table.ToldAgain("old", now.AddDays(1), Stop);
        Assert.Equal("INC-10", await table.NewestOf("b", Stop));
        await table.ToldAgain("lasting", now.AddDays(60), Stop);

        await table.Tell("new", "b", "INC-11", now.AddDays(92), Stop);

        Assert.Equal(("", "INC-10", "INC-11"),
            (await table.IncidentOf("old", Stop), await table.IncidentOf("lasting", Stop), await table.NewestOf("b", Stop)));
    }

    [Fact]
    public async Task A_restored_copy_that_waits_takes_nothing_and_the_sender_is_told_to_come_again()
    {
        await using var house = await ForgedWebhooks.Open();
        var alert = (await ForgedWebhooks.Of("alertmanager", house)).True(1);
        await house.Restart(settings =>
        {
            File.WriteAllText(Path.Combine(house.DataFolder, BackupManifest.Marker), "{}");
            return settings;
        });
        var journal = house.Services.GetRequiredService<IJournal>();
        var before = (await journal.Head(Stop)).Position;

        var (status, answer) = await alert.Send(house.Address, Stop);

        Assert.Equal(503, status);
        Assert.Contains("This server was restored from a backup", answer);
        Assert.Contains("type plimsoll server activate. Send it again.", answer);
        Assert.Equal(before, (await journal.Head(Stop)).Position);
        // Who proves nothing is not told what kind of server this is.
        Assert.Equal(401, (await alert.Instead("Authorization", "Bearer another").Send(house.Address, Stop)).Status);

        house.Services.GetRequiredService<Standby>().End();
        Assert.Equal(200, (await alert.Send(house.Address, Stop)).Status);
    }

    /// <summary>Sends the head of a message and says that a body follows, which does not.</summary>
    private static async Task<TcpClient> Begin(AccountsHouse house, Wire wire)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(house.Address.Host, house.Address.Port, Stop);
        var head = new StringBuilder($"POST {wire.Path} HTTP/1.1\r\nHost: {house.Address.Authority}\r\nContent-Length: 900000\r\n");
        foreach (var (name, value) in wire.Headers) head.Append($"{name}: {value}\r\n");
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"{head}\r\n"), Stop);
        return socket;
    }
}
