using System.Net;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>Headers in which a proxy says how a request came: believed from where the settings say, and nowhere else.</summary>
public sealed class WhatAProxySays
{
    private const string Url = "https://ops.example.test/plimsoll";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed record Said(string Path, params (string Name, string Value)[] Headers);

    private static Said Whole(string path = "/plimsoll/sign-in", params (string, string)[] more) => new(path,
        [("Host", "ops.example.test"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9"), .. more]);

    [Fact]
    public async Task With_or_without_the_path_or_its_name_a_request_of_the_proxy_is_answered()
    {
        await using var house = await Behind("127.0.0.1/32");
        foreach (var said in (Said[])
            [
                Whole(), Whole("/sign-in"), Whole("/sign-in", ("X-Forwarded-Prefix", "/plimsoll")),
                Whole("/plimsoll/sign-in", ("X-Forwarded-Prefix", "/plimsoll/")),
                new("/sign-in", ("Host", "127.0.0.1:1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "ops.example.test")),
            ])
        {
            using var answer = await Ask(house, said);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{said.Path} {string.Join(' ', said.Headers)} {answer.StatusCode}");
            var html = await answer.Content.ReadAsStringAsync(Stop);
            Assert.Contains("action=\"/plimsoll/sign-in\"", html);
            Assert.Contains("__Secure-plimsoll-form=", answer.Headers.GetValues("Set-Cookie").Single());
        }
    }

    [Fact]
    public async Task What_is_not_clear_or_names_another_place_is_refused()
    {
        await using var house = await Behind("127.0.0.1/32");
        (Said, int)[] wrong =
        [
            (new("/sign-in", ("Host", "evil.example"), ("X-Forwarded-Proto", "https")), 421),
            (Whole("/sign-in", ("X-Forwarded-Host", "evil.example")), 421),
            (Whole("/sign-in", ("X-Forwarded-Host", "ops.example.test, evil.example")), 400),
            (Whole("/sign-in", ("X-Forwarded-Host", "ops.example.test"), ("X-Forwarded-Host", "ops.example.test")), 400),
            (Whole("/sign-in", ("X-Forwarded-Prefix", "/elsewhere")), 404),
            (Whole("/sign-in", ("X-Forwarded-Prefix", "//evil.example")), 404),
            (new("/sign-in", ("Host", "ops.example.test"), ("X-Forwarded-Proto", "http")), 403),
            (new("/sign-in", ("Host", "ops.example.test"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Proto", "http")), 403),
            (new("/sign-in", ("Host", "ops.example.test"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "somebody")), 400),
            // Without a word about how it came it is a request of this machine, and that has other names.
            (new("/sign-in", ("Host", "ops.example.test")), 421),
        ];
        foreach (var (said, status) in wrong)
        {
            using var answer = await Ask(house, said);
            Assert.True((int)answer.StatusCode == status, $"{string.Join(' ', said.Headers)}: {(int)answer.StatusCode}, not {status}");
        }
    }

    [Fact]
    public async Task Anybody_else_who_says_so_is_a_proxy_nobody_named()
    {
        await using var other = await Behind("10.1.2.3/32");
        await using var none = await AccountsHouse.Claimed();
        foreach (var house in (AccountsHouse[])[other, none])
            foreach (var name in (string[])["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP"])
            {
                using var answer = await Ask(house, new Said("/", ($"{name}", "https")));
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                Assert.Contains("a proxy nobody named", await answer.Content.ReadAsStringAsync(Stop));
            }

        using var whole = await Ask(other, Whole("/sign-in"));
        Assert.Equal(HttpStatusCode.Forbidden, whole.StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("1.2.3.4, 203.0.113.9", "203.0.113.9")]
    [InlineData("1.2.3.4, 203.0.113.9, 127.0.0.1", "203.0.113.9")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    public async Task A_sender_is_whoever_the_proxy_saw_last(string said, string sender)
    {
        await using var house = await Behind("127.0.0.1/32");
        var cookies = new CookieContainer();
        using var visitor = house.Stranger(cookies);
        visitor.DefaultRequestHeaders.Host = "ops.example.test";
        visitor.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        visitor.DefaultRequestHeaders.Add("X-Forwarded-For", said);
        using var page = await visitor.GetAsync("/plimsoll/sign-in", Stop);
        // The browser here speaks plain http with a proxy's words: it is told the cookies it would have kept.
        var kept = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var key = ReachedHouse.FormKey().Match(await page.Content.ReadAsStringAsync(Stop)).Groups[1].Value;
        visitor.DefaultRequestHeaders.Add("Cookie", kept);
        using var signed = await visitor.PostAsync("/plimsoll/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["email"] = AccountsHouse.MailOf("Root"), ["password"] = AccountsHouse.Password, ["formKey"] = key,
        }), Stop);

        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);
        Assert.Contains($"\"From\":\"{sender}\"", File.ReadAllText(Path.Combine(house.DataFolder, "sessions")));
    }

    private static async Task<AccountsHouse> Behind(string proxies)
    {
        var house = await AccountsHouse.Open();
        await house.Restart(s => s with { Url = Url, Outside = OutsideSettings.None with { Behind = [IPNetwork.Parse(proxies)] } });
        return house;
    }

    private static async Task<HttpResponseMessage> Ask(AccountsHouse house, Said said)
    {
        using var visitor = house.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, said.Path);
        foreach (var (name, value) in said.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return await visitor.SendAsync(request, Stop);
    }
}
