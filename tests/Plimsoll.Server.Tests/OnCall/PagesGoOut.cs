using System.Text.Json;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Journal;
using static Plimsoll.Server.Tests.OnCall.PagedHouse;

namespace Plimsoll.Server.Tests.OnCall;

public sealed class PagesGoOut
{
    private static readonly Contact Ada = new("Ada", "ada@example.org", null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_is_not_kept_anywhere()
    {
        await using var house = await Open();
        await house.Trigger("p1", Ada);

        var sent = await house.Message("page-mail", OutboxState.Sent);

        Assert.DoesNotContain("/ack/", sent.Row.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_contact_is_called_after_five_minutes_of_business_time()
    {
        await using var house = await Open();
        await house.Trigger("p1", Ada, new Contact("Grace", null, house.Receiver.Url));
        await Until(() => house.Mails().Count == 1, "a mail");
        Assert.Empty(house.Receiver.Taken);

        house.Clock.Advance(TimeSpan.FromMinutes(5));

        await Until(() => house.Receiver.Taken.Count == 1, "a webhook");
        Assert.Single(house.Mails());
    }

    [Fact]
    public async Task A_message_that_waits_is_never_sent_once_somebody_has_the_page()
    {
        await using var house = await Open();
        await house.Trigger("p1", Ada with { Mail = "later@example.org" });
        var waiting = await house.Message("page-mail", OutboxState.Failed);

        await house.Desk.Send(Core.OnCall.Page.StreamOf("p1"), new AcknowledgePage("Grace"), "Grace", Stop);
        await house.Outbox.Retry(waiting.Row.Key, Stop);

        var item = await house.Message("page-mail", OutboxState.Withdrawn);
        Assert.Equal("Not sent: Grace acknowledged the page.", item.LastError);
    }

    [Fact]
    public async Task An_older_message_is_not_sent_after_a_newer_one_to_the_same_person()
    {
        await using var house = await Open();
        await house.Trigger("p1", Ada with { Mail = "later@example.org" });
        var first = await house.Message("page-mail", OutboxState.Failed);

        house.Clock.Advance(TimeSpan.FromMinutes(5));
        await Until(() => house.Page("p1").Call("Ada")?.Round == 2, "a second round");
        await house.Outbox.Retry(first.Row.Key, Stop);

        await Until(
            () => house.Outbox.Find(first.Row.Key, Stop).GetAwaiter().GetResult()?.State == OutboxState.Withdrawn, "withdrawn");
    }

    [Fact]
    public async Task Without_a_mail_server_who_has_a_webhook_is_called_at_once()
    {
        await using var house = await Open(mail: false);

        await house.Trigger("p1", Ada, new Contact("Grace", null, house.Receiver.Url));

        await Until(() => house.Receiver.Taken.Count == 1, "a webhook");
        Assert.Equal("not sent: no mail server configured", house.Page("p1").Call("Ada")?.Failure);
    }

    [Fact]
    public async Task A_refused_address_makes_the_next_contact_due_at_once()
    {
        await using var house = await Open();

        await house.Trigger("p1", Ada with { Mail = "reject@example.org" }, new Contact("Grace", "grace@example.org", null));

        await Until(() => house.Mails().Count == 1, "a mail to the next one");
        Assert.Contains("550", house.Page("p1").Call("Ada")?.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_with_another_way_open_has_not_failed()
    {
        await using var house = await Open();

        await house.Trigger("p1", new Contact("Ada", "reject@example.org", house.Receiver.Url));
        await house.Message("page-mail", OutboxState.GivenUp);
        await house.Message("page-webhook", OutboxState.Sent);

        Assert.Equal("", house.Page("p1").Call("Ada")?.Failure);
    }

    [Fact]
    public async Task Nobody_answers_and_everybody_is_called_again()
    {
        await using var house = await Open();
        await house.Trigger("p1", Ada, new Contact("Grace", "grace@example.org", null));
        foreach (var mails in (int[])[1, 2, 4, 6])
        {
            await Until(() => house.Mails().Count == mails, $"{mails} mails");
            house.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        using var program = house.Program();
        using var page = JsonDocument.Parse(await program.GetStringAsync("/api/v1/pages/p1", Stop));
        Assert.Equal("unanswered", page.RootElement.GetProperty("status").GetString());
    }
}
