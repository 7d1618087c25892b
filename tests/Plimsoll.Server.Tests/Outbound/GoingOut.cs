using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Repositories;
using Plimsoll.Server.Tests.Artifacts;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Outbound;

/// <summary>A proxy, certificates of one's own, and git over the address that was looked at.</summary>
public sealed class GoingOut : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Through_a_proxy_where_one_is_set_and_never_to_this_machine()
    {
        var asked = new List<string>();
        await using var proxy = await SmallServer.Start(context =>
        {
            asked.Add($"{context.Request.Host}");
            return context.Response.WriteAsync("from the proxy");
        });
        var outbound = new WayOut(Settings(("PLIMSOLL_PROXY", proxy.Address)), Names);
        using var client = outbound.Client(AddressFrom.Settings);

        Assert.Equal("from the proxy", await client.GetStringAsync("http://start.example/x", Stop));
        Assert.Equal("from the proxy", await client.GetStringAsync(proxy.Address, Stop));

        Assert.Equal(["start.example", new Uri(proxy.Address).Authority], asked);
    }

    [Fact]
    public async Task A_proxy_is_not_asked_for_an_address_that_must_not_be()
    {
        var asked = 0;
        await using var proxy = await SmallServer.Start(context =>
        {
            asked++;
            return context.Response.WriteAsync("");
        });
        var outbound = new WayOut(Settings(("PLIMSOLL_PROXY", proxy.Address)), Names);
        using var settings = outbound.Client(AddressFrom.Settings);
        using var payload = outbound.Client(AddressFrom.Payload);

        foreach (var host in (string[])["169.254.169.254", "a.169-254-169-254.test", "[::ffff:169.254.169.254]"])
            await Assert.ThrowsAsync<HttpRequestException>(() => settings.GetAsync($"http://{host}/", Stop));
        foreach (var host in (string[])["10.0.0.1", "a.10-0-0-1.test", "not-known-here.test"])
            await Assert.ThrowsAsync<HttpRequestException>(() => payload.GetAsync($"http://{host}/", Stop));

        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_certificate_of_ones_own_is_trusted_where_it_is_named_and_nowhere_else()
    {
        using var own = Certificate();
        var file = _folder.Write("ca.pem", own.ExportCertificatePem());
        await using var server = await Secure(own);
        var url = server.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        using var trusting = new WayOut(Settings(("PLIMSOLL_CA_FILE", file)))
            .Client(AddressFrom.Settings);
        using var plain = WayOut.Plain.Client(AddressFrom.Settings);

        Assert.Equal("secure", await trusting.GetStringAsync(url, Stop));
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetStringAsync(url, Stop));
    }

    [Fact]
    public async Task Git_connects_to_the_address_that_was_looked_at_and_asks_no_resolver()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var outbound = new WayOut(
            OutboundSettings.None, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        using var mirrors = new Mirrors(_folder.Path, TimeProvider.System, outbound);
        var fetching = mirrors.Of("shop", $"https://nowhere.invalid:{port}/shop.git").Value!.Update(Stop);

        using (var git = await listener.AcceptTcpClientAsync(Stop)) Assert.True(git.Connected);

        Assert.False((await fetching).Good);
    }

    [Fact]
    public async Task Git_gets_a_proxy_and_certificates_by_its_environment_never_by_an_argument()
    {
        using var own = Certificate();
        var settings = OutboundSettings.Read(name => name switch
        {
            "PLIMSOLL_PROXY" => "http://me:pa55word@proxy.test:3128",
            "PLIMSOLL_CA_FILE" => _folder.Write("ca.pem", own.ExportCertificatePem()),
            _ => null,
        });

        var outward = await new GitOutward(new WayOut(settings, Names)).Of(
            RepositoryAddress.Read("https://start.example/shop.git").Value!, _folder.Path, Stop);

        Assert.Equal("http://me:pa55word@proxy.test:3128/", outward.Environment["https_proxy"]);
        Assert.EndsWith(own.ExportCertificatePem(), await File.ReadAllTextAsync(
            outward.Environment["GIT_SSL_CAINFO"], Stop));
        Assert.DoesNotContain("pa55word", string.Join(' ', outward.Options));
    }

    [Theory]
    [InlineData("PLIMSOLL_PROXY", "proxy:3128", "PLIMSOLL_PROXY is an address")]
    [InlineData("PLIMSOLL_PRIVATE_ADDRESSES", "10.0.0.1/99", "is a list of networks")]
    [InlineData("PLIMSOLL_CA_FILE", "/nowhere/ca.pem", "holds no certificates")]
    public void A_setting_that_cannot_be_says_what_it_may_be(string name, string value, string told) =>
        Assert.Contains(told, Assert.Throws<SettingsInvalid>(() => Settings((name, value))).Message);

    private static OutboundSettings Settings((string Name, string Value) one) =>
        OutboundSettings.Read(name => name == one.Name ? one.Value : null);

    private static async Task<IPAddress[]> Names(string host, CancellationToken stop) =>
        Forms.Resolved(host) ?? (IPAddress.TryParse(host, out var address)
            ? [address] : throw new SocketException((int)SocketError.HostNotFound));

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private static async Task<WebApplication> Secure(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("secure"));
        await app.StartAsync();
        return app;
    }
}
