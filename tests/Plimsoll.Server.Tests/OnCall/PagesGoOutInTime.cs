using System.Diagnostics;
using Plimsoll.Core.Catalog;
using static Plimsoll.Server.Tests.OnCall.PagedHouse;

namespace Plimsoll.Server.Tests.OnCall;

[Collection<MeasuredAlone>]
public sealed class PagesGoOutInTime
{
    private static readonly Contact Ada = new("Ada", "ada@example.org", null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_mail_leaves_within_five_seconds_of_the_commit_with_its_link()
    {
        await using var house = await Open();

        await house.Trigger("p1", Ada);
        var committed = Stopwatch.StartNew();
        await Until(() => house.Mails().Count == 1, "a mail");

        Assert.True(committed.Elapsed < TimeSpan.FromSeconds(5), $"it took {committed.Elapsed}");
        var mail = Assert.Single(house.Mails());
        Assert.Equal("Checkout fails (p1)", mail.Subject);
        Assert.StartsWith($"{house.Address}ack/p1/Ada/", house.LinkTo("ada@example.org"), StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage("first mail after {0} ms", committed.ElapsedMilliseconds);
    }

    [Fact]
    public async Task A_dead_address_delays_nobody_else()
    {
        await using var house = await Open();
        await using var dead = await WebhookReceiver.Start(Stop);
        dead.IsDead = true;

        foreach (var page in (string[])["d1", "d2", "d3", "d4", "d5", "d6"]) await house.Trigger(page, new Contact("Bo", null, dead.Url));
        await house.Trigger("p1", new Contact("Grace", null, house.Receiver.Url), Ada);
        var committed = Stopwatch.StartNew();
        await Until(() => house.Receiver.Taken.Count == 1, "the webhook beside the dead ones");

        Assert.True(committed.Elapsed < TimeSpan.FromSeconds(5), $"it took {committed.Elapsed}");
    }
}
