using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.Server.Tests.Site;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Requests that try to change something without being allowed to: none may reach what they aim at.</summary>
public sealed class Forgeries
{
    private sealed record Attempt(
        string Method, string Host, string? Origin, string? Fetch, string? Bearer, string? Cookie, string? Key);

    [Fact]
    public async Task None_of_many_forged_requests_is_accepted_and_each_honest_one_is()
    {
        var reached = 0;
        await using var site = await TestSite.Start(app =>
            app.MapMethods("/change", Methods, () => Results.Text($"{Interlocked.Increment(ref reached)}")));
        var (session, key) = await Credentials(site);
        var honest = Honest(site, session, key).ToArray();
        var forged = Forged(site, session, key).Except(honest).ToArray();

        foreach (var attempt in forged)
            Assert.InRange(await Status(site, attempt), 400, 499);

        Assert.Equal(0, reached);
        Assert.True(forged.Length >= 200, $"only {forged.Length} forgeries were made");
        foreach (var attempt in honest)
            Assert.Equal(200, await Status(site, attempt));
        Assert.Equal(honest.Length, reached);
        TestContext.Current.SendDiagnosticMessage("forgeries: {0} made, 0 accepted", forged.Length);
    }

    private static async Task<(string Session, string Key)> Credentials(TestSite site)
    {
        var cookies = new CookieContainer();
        using var browser = await site.LetIn(cookies);
        var key = await TestSite.FormKey(browser);
        return (string.Join("; ", cookies.GetCookies(site.Address).Select(c => $"{c.Name}={c.Value}")), key);
    }

    private static IEnumerable<Attempt> Honest(TestSite site, string session, string key) =>
        from method in Methods
        from origin in new[] { null, site.Address.ToString().TrimEnd('/') }
        from fetch in new[] { null, "same-origin" }
        from who in new (string? Bearer, string? Cookie, string? Key)[]
        {
            (site.Token, null, null), (null, session, key),
        }
        select new Attempt(method, $"127.0.0.1:{site.Port}", origin, fetch, who.Bearer, who.Cookie, who.Key);

    private static IEnumerable<Attempt> Forged(TestSite site, string session, string key)
    {
        var own = $"127.0.0.1:{site.Port}";
        string[] hosts =
        [
            own, $"evil.example:{site.Port}", "127.0.0.1:1", $"127.0.0.1.evil.example:{site.Port}", "localhost",
        ];
        string?[] origins =
        [
            null, $"http://{own}", "null", "https://evil.example", "http://127.0.0.1:1", $"https://{own}",
        ];
        string?[] fetches = [null, "cross-site", "same-site", "none"];
        (string?, string?, string?)[] people =
        [
            (null, null, null), (null, session, null), (null, session, "forged"), (null, null, key),
            ("plm_wrong", null, null), ("plm_wrong", session, key), (null, "plimsoll-session=1", key),
            (site.Token[..^1], null, null), ("", session, key),
        ];
        var badWay =
            from method in Methods
            from host in hosts
            from origin in origins
            from fetch in fetches
            where host != own || (origin is not null && origin != $"http://{own}") || fetch is not null
            select new Attempt(method, host, origin, fetch, site.Token, null, null);
        var badPerson =
            from method in Methods
            from origin in origins
            from who in people
            select new Attempt(method, own, origin, null, who.Item1, who.Item2, who.Item3);
        var ridden =
            from host in hosts
            from origin in origins
            where host != own || (origin is not null && origin != $"http://{own}")
            select new Attempt("POST", host, origin, null, null, session, key);
        return badWay.Concat(badPerson).Concat(ridden).Distinct();
    }

    private static readonly string[] Methods = ["POST", "PUT", "PATCH", "DELETE"];

    private static async Task<int> Status(TestSite site, Attempt attempt)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(new HttpMethod(attempt.Method), new Uri(site.Address, "/change"));
        request.Headers.Host = attempt.Host;
        Add(request, "Origin", attempt.Origin);
        Add(request, "Sec-Fetch-Site", attempt.Fetch);
        Add(request, "Authorization", attempt.Bearer is null ? null : "Bearer " + attempt.Bearer);
        Add(request, "Cookie", attempt.Cookie);
        request.Content = new FormUrlEncodedContent(
            attempt.Key is null ? [] : new Dictionary<string, string> { ["formKey"] = attempt.Key });
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
            request.Headers.TryAddWithoutValidation(name, value);
    }
}
