using System.Collections.Immutable;
using System.Net;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Repositories;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Outbound;

/// <summary>Every form of a denied address to every feature that takes an address: nobody is called.</summary>
public sealed class AddressesThatAreNotAsked : IDisposable
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_two_hundred_forms_of_each_kind()
    {
        Assert.True(Forms.OfMetadata.Distinct().Count() >= 200, $"{Forms.OfMetadata.Distinct().Count()} of metadata");
        Assert.True(Forms.OfPrivate.Distinct().Count() >= 200, $"{Forms.OfPrivate.Distinct().Count()} private");
    }

    [Fact]
    public Task No_http_check_asks_a_metadata_address() => NobodyIsCalled(Forms.OfMetadata, async (net, form) =>
    {
        using var client = CheckClient.Create(net.Out);
        var check = new HttpCheck("c", $"http://{form}/", 200, null, ImmutableSortedDictionary<string, string>.Empty,
            null, Long, 1, TimeSpan.Zero);
        Assert.Equal("error", (await new HttpCheckRun(client, TimeProvider.System).Run(check, Target, Stop)).Verdict);
    });

    [Fact]
    public Task No_metric_check_asks_a_metadata_address() => NobodyIsCalled(Forms.OfMetadata, async (net, form) =>
    {
        using var client = CheckClient.Create(net.Out);
        var check = new MetricCheck("m", $"http://{form}/metrics", "errors", null, 1, Long, Long, 2);
        var look = await new MetricCheckRun(client, TimeProvider.System).Look(check, Target, Stop);
        Assert.Null(look.Sample.Value);
    });

    [Fact]
    public Task No_artifact_is_fetched_from_a_metadata_address() =>
        NobodyIsCalled(Forms.OfMetadata, (net, form) => Refused(net, $"http://{form}/app.tar"));

    [Fact]
    public Task No_webhook_goes_to_a_metadata_address() => NobodyIsCalled(Forms.OfMetadata, async (net, form) =>
        Assert.IsNotType<WebhookOutcome.Sent>(await Send(net, $"http://{form}/hook")));

    [Fact]
    public Task No_repository_is_fetched_from_a_metadata_address() => NobodyIsCalled(Forms.OfMetadata, (net, form) =>
        NotPinned(net, $"https://{form}/shop.git"));

    [Fact]
    public Task No_repository_is_fetched_over_ssh_from_a_metadata_address() =>
        NobodyIsCalled(Forms.OfMetadata, (net, form) => NotPinned(net, $"ssh://git@{form}/shop.git"));

    [Fact]
    public Task No_issuer_of_a_provider_is_a_metadata_address() => NobodyIsCalled(Forms.OfMetadata, (net, form) =>
        NotAnswered(net, $"https://{form}", $"https://{form}/.well-known/openid-configuration"));

    [Fact]
    public Task Nowhere_a_provider_leads_is_private_beside_its_own_host() => NobodyIsCalled(
        [.. Forms.OfPrivate, .. Forms.OfMetadata],
        (net, form) => NotAnswered(net, "https://id.example", $"https://{form}/token"));

    [Fact]
    public async Task A_provider_itself_may_be_private_and_is_asked_over_tls_only()
    {
        var net = new Net();
        await NotAnswered(net, "https://a.10-0-0-1.test", "https://a.10-0-0-1.test/token");
        Assert.Equal([IPAddress.Parse("10.0.0.1")], net.Called);

        var plain = new Net();
        foreach (var address in (string[])["http://a.10-0-0-1.test/token", "http://127.0.0.1/token", "ftp://id.example/", "token"])
            await NotAnswered(plain, "https://a.10-0-0-1.test", address);
        Assert.Empty(plain.Called);
    }

    [Fact]
    public async Task No_redirect_of_an_artifact_leads_to_a_private_or_a_metadata_address()
    {
        foreach (var form in Forms.OfPrivate.Concat(Forms.OfMetadata))
        {
            var net = new Net(leadsTo: $"http://{form}/app.tar");
            await Refused(net, "http://start.example/app.tar");
            Assert.True(net.Called.All(Public.Equals) && net.Called.Count <= 6, $"{form}: {string.Join(", ", net.Called)}");
        }
    }

    [Fact]
    public async Task No_redirect_of_a_webhook_or_a_check_is_followed_at_all()
    {
        foreach (var form in Forms.OfPrivate.Concat(Forms.OfMetadata))
        {
            var net = new Net(leadsTo: $"http://{form}/");
            Assert.IsType<WebhookOutcome.RetryLater>(await Send(net, "http://start.example/hook"));
            Assert.Equal([Public], net.Called);
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1/app.tar")]
    [InlineData("http://a.10-0-0-1.test/app.tar")]
    [InlineData("http://[::1]/app.tar")]
    public async Task What_the_service_file_names_may_be_private(string url)
    {
        var net = new Net();
        using var download = new ArtifactDownload(net.Out, TimeProvider.System);

        Assert.True((await download.Take(url, Long, new ArtifactStore(_folder.Path), Stop)).Good);

        Assert.Single(net.Called);
    }

    [Fact]
    public async Task An_administrator_may_open_a_network_to_addresses_of_others_but_no_metadata()
    {
        var settings = OutboundSettings.Read(name => name == "PLIMSOLL_PRIVATE_ADDRESSES" ? "10.1.0.0/16, ::/0, 0.0.0.0/0" : null);
        var (inside, metadata) = (new Net("http://10.1.2.3/x", settings), new Net("http://169.254.169.254/x", settings));
        foreach (var net in (Net[])[inside, metadata]) await Refused(net, "http://start.example/x");

        Assert.Contains(IPAddress.Parse("10.1.2.3"), inside.Called);
        Assert.Equal([Public], metadata.Called);
    }

    private static CheckTarget Target { get; } = new("t", null, "/", "1.0.0", ImmutableDictionary<string, string>.Empty);

    private static async Task NobodyIsCalled(List<string> forms, Func<Net, string, Task> ask)
    {
        foreach (var form in forms)
        {
            var net = new Net();
            await ask(net, form);
            // After a # the host is over: only what is before it counts.
            Assert.True(net.Called.IsEmpty, $"{form}: {string.Join(", ", net.Called)} was called");
        }
    }

    private async Task Refused(Net net, string url)
    {
        using var download = new ArtifactDownload(net.Out, TimeProvider.System);
        Assert.False((await download.Take(url, Long, new ArtifactStore(_folder.Path), Stop)).Good, url);
    }

    private static async Task NotAnswered(Net net, string issuer, string address)
    {
        using var way = new ProviderWay(net.Out, TimeProvider.System);
        await Assert.ThrowsAsync<SignInFailed>(() => way.Ask(issuer, address, null, Stop));
    }

    private async Task<WebhookOutcome> Send(Net net, string url)
    {
        using var client = net.Out.Client(AddressFrom.Settings);
        return await new WebhookSender(client, new WebhookSecret(_folder.Path), TimeProvider.System).Send(
            new Webhook("1/a/b", url, "{}"), Stop);
    }

    private static async Task NotPinned(Net net, string repository)
    {
        if (Server.Repositories.RepositoryAddress.Read(repository) is not { Good: true } address) return;
        var outward = await new GitOutward(net.Out).Of(address.Value, "/", Stop);
        Assert.True(outward.WhyNot is not null, $"{repository}: git would be told {string.Join(' ', outward.Options)}");
    }
}
