using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Mailsink;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.OnCall;

/// <summary>The whole server with a real mail server and somebody's real webhook address, on moved business time.</summary>
internal sealed partial class PagedHouse : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder;
    private readonly Sink _sink;
    private readonly WebApplication _app;

    private PagedHouse(TempFolder folder, Sink sink, WebhookReceiver receiver, WebApplication app, FakeTimeProvider clock, int port) =>
        (_folder, _sink, Receiver, _app, Clock, Address) = (folder, sink, receiver, app, clock, new Uri($"http://127.0.0.1:{port}"));

    public WebhookReceiver Receiver { get; }

    public FakeTimeProvider Clock { get; }

    public Uri Address { get; }

    public Desk Desk => _app.Services.GetRequiredService<Desk>();

    public Outbox Outbox => _app.Services.GetRequiredService<Outbox>();

    public string DataFolder => _folder.At("data");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PagedHouse> Open(bool mail = true, string url = "")
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("mails"));
        var sink = await Sink.Start(folder.At("mails"), 0, 0, Stop);
        var receiver = await WebhookReceiver.Start(Stop);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 14, 0, 0, TimeSpan.Zero));
        var settings = new ServerSettings(
            folder.At("data"), Place.FreePort(0), mail ? "127.0.0.1" : "", sink.SmtpPort, "plimsoll@example.test", "", "")
        {
            Url = url,
        };
        var app = await PlimsollHost.Build(settings, clock, Stop);
        await app.StartAsync(Stop);
        receiver.Secret = (await File.ReadAllTextAsync(folder.At("data", "webhook-secret"), Stop)).Trim();
        return new PagedHouse(folder, sink, receiver, app, clock, settings.Port);
    }

    public async Task Trigger(string id, params ImmutableArray<Contact> contacts)
    {
        var answer = await Desk.Send(Core.OnCall.Page.StreamOf(id), new TriggerPage(
            id, new StreamName("incident/i1"), "storefront", $"Checkout fails ({id})", "Half of all orders fail.",
            Severity.Critical, contacts), "system:test", Stop);
        Assert.IsType<Answer.Accepted>(answer);
    }

    public Page Page(string id) => Desk.World.Get<Page>(Core.OnCall.Page.StreamOf(id));

    public IReadOnlyList<MimeKit.MimeMessage> Mails() =>
        [.. new MailFolder(_folder.At("mails")).Newest().Select(each => each.Mail)];

    /// <summary>The link in the newest mail to somebody.</summary>
    public string LinkTo(string address) => Link().Match(Mails()
        .First(m => m.To.Mailboxes.Any(to => to.Address == address)).TextBody ?? "").Value;

    /// <summary>Looks until it is so, or too long.</summary>
    public static async Task Until(Func<bool> isSo, string what)
    {
        var end = DateTime.UtcNow + Patience;
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < end, $"It did not happen within {Patience.TotalSeconds} seconds: {what}");
            await Task.Delay(20, Stop);
        }
    }

    public async Task<OutboxItem> Message(string channel, params OutboxState[] states)
    {
        OutboxItem? found = null;
        await Until(() => (found = Newest(channel)) is { } item && states.Contains(item.State), $"{channel} is {found?.State}");
        return found!;
    }

    private OutboxItem? Newest(string channel) =>
        Outbox.List(100, Stop).GetAwaiter().GetResult().FirstOrDefault(item => item.Row.Channel == channel);

    public HttpClient Program()
    {
        var http = new HttpClient { BaseAddress = Address };
        var token = File.ReadAllText(_folder.At("data", "token")).Trim();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public HttpClient Stranger()
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await Receiver.DisposeAsync();
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"https?://\S+/ack/\S+")]
    private static partial Regex Link();
}
