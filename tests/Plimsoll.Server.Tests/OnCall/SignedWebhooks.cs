using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Repositories;
using static Plimsoll.Server.Tests.OnCall.PagedHouse;

namespace Plimsoll.Server.Tests.OnCall;

public sealed class SignedWebhooks
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_receiver_can_check_who_sent_it_and_read_what_it_is_about()
    {
        await using var house = await Open();
        await house.Trigger("p1", new Contact("Grace", null, house.Receiver.Url));
        await Until(() => house.Receiver.Taken.Count == 1, "a webhook");

        Assert.Empty(house.Receiver.Refused);
        using var body = JsonDocument.Parse(Assert.Single(house.Receiver.Taken).Body);
        Assert.Equal("page.triggered", body.RootElement.GetProperty("type").GetString());
        Assert.Equal(house.Clock.GetUtcNow(), body.RootElement.GetProperty("timestamp").GetDateTimeOffset());
        var data = body.RootElement.GetProperty("data");
        Assert.Equal("Checkout fails (p1)", data.GetProperty("title").GetString());
        Assert.Equal("critical", data.GetProperty("severity").GetString());
        Assert.StartsWith($"{house.Address}ack/p1/Grace/", data.GetProperty("acknowledge").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_with_another_secret_refuses_it_and_it_is_tried_again_with_the_same_id()
    {
        await using var house = await Open();
        var secret = house.Receiver.Secret;
        house.Receiver.Secret = "whsec_" + Convert.ToBase64String(new byte[32]);
        await house.Trigger("p1", new Contact("Grace", null, house.Receiver.Url));
        var failed = await house.Message("page-webhook", OutboxState.Failed);
        Assert.Contains("401", failed.LastError, StringComparison.Ordinal);
        Assert.Empty(house.Receiver.Taken);

        house.Receiver.Secret = secret;
        house.Receiver.Status = 500;
        await house.Outbox.Retry(failed.Row.Key, Stop);
        await Until(() => house.Receiver.Taken.Count == 1, "a second attempt");
        await house.Message("page-webhook", OutboxState.Failed);
        house.Receiver.Status = 204;
        await house.Outbox.Retry(failed.Row.Key, Stop);

        await house.Message("page-webhook", OutboxState.Sent);
        Assert.Single(house.Receiver.Taken.Select(t => t.Id).Distinct());
        Assert.Equal(2, house.Receiver.Taken.Count);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_given_up_and_the_next_contact_called()
    {
        await using var house = await Open();
        house.Receiver.Status = 410;

        await house.Trigger("p1", new Contact("Grace", null, house.Receiver.Url), new Contact("Ada", "ada@example.org", null));

        await house.Message("page-webhook", OutboxState.GivenUp);
        await Until(() => house.Mails().Count == 1, "a mail to the next one");
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_not_followed()
    {
        await using var house = await Open();
        house.Receiver.Status = 307;

        await house.Trigger("p1", new Contact("Grace", null, house.Receiver.Url));

        var failed = await house.Message("page-webhook", OutboxState.Failed);
        Assert.Contains("redirects are not followed", failed.LastError, StringComparison.Ordinal);
        Assert.Equal("/hook", Assert.Single(house.Receiver.Taken).Path);
    }

    [Fact]
    public async Task How_long_a_receiver_wants_to_be_left_alone_is_heard()
    {
        await using var receiver = await WebhookReceiver.Start(Stop);
        (receiver.Status, receiver.RetryAfter) = (503, "120");
        using var folder = new TempFolder();
        var secret = new WebhookSecret(folder.Path);
        receiver.Secret = secret.Text;
        using var http = WayOut.Plain.Client(AddressFrom.Settings);
        var sender = new WebhookSender(http, secret, TimeProvider.System);

        var outcome = await sender.Send(new Webhook("1/a/b", receiver.Url, "{}"), Stop);

        Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<WebhookOutcome.RetryLater>(outcome).After);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_left_after_fifteen_seconds()
    {
        await using var receiver = await WebhookReceiver.Start(Stop);
        receiver.IsDead = true;
        using var folder = new TempFolder();
        using var http = WayOut.Plain.Client(AddressFrom.Settings);
        var clock = new FakeTimeProvider();
        var sending = new WebhookSender(http, new WebhookSecret(folder.Path), clock).Send(new Webhook("1/a/b", receiver.Url, "{}"), Stop);

        clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Contains("15 seconds", Assert.IsType<WebhookOutcome.RetryLater>(await sending).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org/x")]
    [InlineData("not an address")]
    public async Task What_is_no_web_address_is_refused_for_good(string url)
    {
        using var folder = new TempFolder();
        using var http = WayOut.Plain.Client(AddressFrom.Settings);
        var sender = new WebhookSender(http, new WebhookSecret(folder.Path), TimeProvider.System);

        Assert.IsType<WebhookOutcome.Rejected>(await sender.Send(new Webhook("1/a/b", url, "{}"), Stop));
    }

    [Fact]
    public async Task The_secret_stays_the_same_and_only_its_owner_and_a_program_with_the_token_read_it()
    {
        await using var house = await Open();
        var file = Path.Combine(house.DataFolder, "webhook-secret");

        Assert.Equal(house.Receiver.Secret, new WebhookSecret(house.DataFolder).Text);
        foreach (var name in (string[])["webhook-secret", "acknowledge-key"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(house.DataFolder, name)));
        Assert.StartsWith("whsec_", (await File.ReadAllTextAsync(file, Stop)).Trim(), StringComparison.Ordinal);
        using var program = house.Program();
        using var shown = JsonDocument.Parse(await program.GetStringAsync("/api/v1/webhook-secret", Stop));
        Assert.Equal(house.Receiver.Secret, shown.RootElement.GetProperty("secret").GetString());
        using var stranger = house.Stranger();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/webhook-secret", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await Browser(house, program));
    }

    private static async Task<HttpStatusCode> Browser(PagedHouse house, HttpClient program)
    {
        using var made = await program.PostAsync("/api/v1/access/link", null, Stop);
        using var link = JsonDocument.Parse(await made.Content.ReadAsStreamAsync(Stop));
        using var browser = new HttpClient { BaseAddress = house.Address };
        (await browser.GetAsync(link.RootElement.GetProperty("url").GetString(), Stop)).EnsureSuccessStatusCode();
        return (await browser.GetAsync("/api/v1/webhook-secret", Stop)).StatusCode;
    }
}
