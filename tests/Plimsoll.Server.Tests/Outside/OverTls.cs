using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Processes;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>TLS of the server's own, with a company's own authority.</summary>
public sealed class OverTls : IDisposable
{
    private readonly Authority _authority = new();
    private readonly int _port = Place.FreePort(0);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Url => $"https://ops.example.test:{_port}";

    [Fact]
    public async Task A_person_signs_in_at_the_public_name_and_nobody_at_another()
    {
        await using var house = await Open(_authority.Issue("ops.example.test"));
        var cookies = new CookieContainer();
        using var visitor = Visitor(Url, cookies);

        var sent = await visitor.GetAsync("/releases", Stop);
        var page = await visitor.GetStringAsync("/sign-in", Stop);
        var signed = await ReachedHouse.Send(visitor, page, "/sign-in",
            ("email", AccountsHouse.MailOf("Root")), ("password", AccountsHouse.Password), ("to", "/releases"));

        Assert.Equal("/sign-in?to=%2Freleases", sent.Headers.Location?.OriginalString);
        Assert.Equal("max-age=31536000", sent.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Equal("/releases", signed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/releases", Stop)).StatusCode);
        Assert.All(cookies.GetAllCookies(), c => Assert.True(c.Secure && c.Path == "/" && c.Name.StartsWith("__Host-plimsoll-"), c.Name));
        foreach (var name in (string[])["evil.example", "localhost", "127.0.0.1", "ops.example.test:1", "ops.example.test"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { Host = name } };
            Assert.Equal(HttpStatusCode.MisdirectedRequest, (await visitor.SendAsync(request, Stop)).StatusCode);
        }
    }

    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("null", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    public async Task A_form_of_another_site_changes_nothing(string? origin, string? site)
    {
        await using var house = await Open(_authority.Issue("ops.example.test"));
        using var visitor = Visitor(Url);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent([]);

        using var answer = await visitor.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("another site sent this", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_proxy_that_speaks_TLS_to_this_server_is_believed_like_any_other()
    {
        var issued = _authority.Issue("ops.example.test");
        await using var house = await AccountsHouse.Open();
        await house.Restart(s => With(s, issued) is var set
            ? set with { Outside = set.Outside with { Behind = [IPNetwork.Parse("127.0.0.1/32")] } } : s);
        using var proxy = Visitor(Url);
        async Task<HttpStatusCode> Ask(params (string Name, string Value)[] said)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
            foreach (var (name, value) in said) request.Headers.Add(name, value);
            using var answer = await proxy.SendAsync(request, Stop);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await Ask());
        Assert.Equal(HttpStatusCode.OK, await Ask(("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9")));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(("X-Forwarded-Proto", "http")));
        Assert.Equal(HttpStatusCode.BadRequest, await Ask(("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "somebody")));
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_a_broken_one_is_not()
    {
        var first = _authority.Issue("ops.example.test");
        await using var house = await Open(first);
        Assert.Equal(first.Serial, await Shown());

        var second = _authority.Issue("ops.example.test");
        Assert.Equal(second.Serial, await Shown());

        File.WriteAllText(second.Key, "no key at all");
        Assert.Equal(second.Serial, await Shown());
    }

    [Fact]
    public async Task A_certificate_nobody_could_trust_keeps_the_server_from_starting()
    {
        var good = _authority.Issue("ops.example.test");
        var other = _authority.Issue("ops.example.test", "other");
        var past = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        (Issued, string)[] bad =
        [
            (good with { Key = other.Key }, "cannot be used"),
            (good with { Key = "" }, "cannot be used"),
            (good with { Certificate = _authority.At("none.pem") }, "cannot be read"),
            (_authority.Issue("ops.example.test", "past", until: past), "expired on 2025-01-01"),
            (_authority.Issue("ops.example.test", "late", from: new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)), "good from 2100-01-01"),
            (_authority.Issue("elsewhere.example.test", "name"), "is not for ops.example.test"),
        ];
        await using var house = await AccountsHouse.Open();
        foreach (var (issued, words) in bad)
        {
            var problem = await Assert.ThrowsAsync<SettingsInvalid>(() => house.Restart(s => With(s, issued)));
            Assert.Contains(words, problem.Message);
        }

        await house.Restart(s => With(s, good));
        Assert.Equal(good.Serial, await Shown());
        _authority.Issue("ops.example.test", "whole");
        var pfx = good with { Certificate = _authority.At("whole.pfx"), Key = "" };
        Assert.Contains("cannot be used", (await Assert.ThrowsAsync<SettingsInvalid>(() => house.Restart(s => With(s, pfx)))).Message);
        await house.Restart(s => With(s, pfx, "a password"));
        Assert.NotEqual(good.Serial, await Shown());
    }

    [Fact]
    public async Task Nothing_older_than_TLS_1_2_is_spoken()
    {
        await using var house = await Open(_authority.Issue("ops.example.test"));
        foreach (var (version, spoken) in ((string, bool)[])[("tls1", false), ("tls1_1", false), ("tls1_2", true), ("tls1_3", true)])
        {
            // The client would speak even the oldest; it is the server that does not.
            var end = await SubprocessRun.Run(
                new Subprocess(
                    ["/usr/bin/openssl", "s_client", "-connect", $"127.0.0.1:{_port}", $"-{version}", "-cipher", "ALL:@SECLEVEL=0", "-brief"],
                    "/", TimeSpan.FromMinutes(1), ImmutableDictionary<string, string>.Empty),
                TimeProvider.System, Stop);
            if (spoken) Assert.Contains("CONNECTION ESTABLISHED", end.Errors + end.Text);
            else Assert.Contains("alert protocol version", end.Errors + end.Text);
        }
    }

    [Fact]
    public async Task Signing_out_tells_the_browser_to_forget()
    {
        await using var house = await Open(_authority.Issue("ops.example.test"));
        using var visitor = Visitor(Url);
        var page = await visitor.GetStringAsync("/sign-in", Stop);
        await ReachedHouse.Send(visitor, page, "/sign-in",
            ("email", AccountsHouse.MailOf("Root")), ("password", AccountsHouse.Password));
        page = await visitor.GetStringAsync("/settings/sessions", Stop);

        foreach (var leave in (string[])["/me/end-session", "/settings/sessions/end-all"])
        {
            var left = await ReachedHouse.Send(visitor, page, leave);
            if (leave == "/me/end-session") Assert.Equal("\"cache\", \"storage\"", left.Headers.GetValues("Clear-Site-Data").Single());
            // Whoever is out already is led to the door.
            else Assert.Equal(HttpStatusCode.Unauthorized, left.StatusCode);
        }
    }

    [Fact]
    public async Task Plain_http_leads_to_https_and_does_nothing_else()
    {
        var plain = Place.FreePort(0);
        await using var house = await Open(_authority.Issue("ops.example.test"), plain);
        using var visitor = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{plain}"),
        };
        visitor.DefaultRequestHeaders.Host = "evil.example";

        var led = await visitor.GetAsync($"http://127.0.0.1:{plain}//evil.example/x?y=%0d%0a1", Stop);
        var sent = await visitor.PostAsync("/sign-in", new FormUrlEncodedContent([]), Stop);

        Assert.Equal(HttpStatusCode.PermanentRedirect, led.StatusCode);
        Assert.StartsWith($"{Url}/", led.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.False(sent.Headers.Contains("Set-Cookie"));
    }

    private async Task<AccountsHouse> Open(Issued issued, int redirectFrom = 0)
    {
        var house = await AccountsHouse.Open();
        await house.Restart(s => With(s, issued, "", redirectFrom));
        return house;
    }

    private ServerSettings With(ServerSettings settings, Issued issued, string password = "", int redirectFrom = 0) => settings with
    {
        Url = Url,
        Outside = OutsideSettings.None with
        {
            Listen = [new IPEndPoint(IPAddress.Loopback, _port)],
            Certificate = issued.Certificate, CertificateKey = issued.Key, CertificatePassword = password,
            RedirectFrom = redirectFrom == 0 ? null : new IPEndPoint(IPAddress.Loopback, redirectFrom),
        },
    };

    private async Task<string> Shown()
    {
        var serial = "";
        using var visitor = Visitor(Url, seen: shown => serial = shown.GetSerialNumberString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sign-in", Stop)).StatusCode);
        return serial;
    }

    private HttpClient Visitor(string url, CookieContainer? cookies = null, Action<X509Certificate2>? seen = null)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = cookies ?? new(), AllowAutoRedirect = false, UseProxy = false,
            ConnectCallback = async (context, stop) =>
            {
                var socket = new System.Net.Sockets.Socket(
                    System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, shown, chain, _) =>
                {
                    var whole = new X509Certificate2(shown!);
                    seen?.Invoke(whole);
                    return _authority.Signed(whole, chain!) && whole.MatchesHostname("ops.example.test");
                },
            },
        }) { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    public void Dispose() => _authority.Dispose();
}
