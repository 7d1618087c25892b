using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Tests.Access;

public sealed class SigningInAndOut
{
    [Fact]
    public async Task A_person_is_led_to_the_door_and_then_to_where_they_wanted()
    {
        await using var house = await AccountsHouse.Open();
        using var browser = house.Stranger();

        var sent = await browser.GetAsync("/releases?service=shop");
        Assert.Equal("/sign-in?to=%2Freleases%3Fservice%3Dshop", sent.Headers.Location?.OriginalString);
        var signed = await house.SignIn(browser, "ROOT@example.test", AccountsHouse.Password, "/releases?service=shop");

        Assert.Equal("/releases?service=shop", signed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/releases?service=shop")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task The_door_leads_to_this_server_only(string to)
    {
        await using var house = await AccountsHouse.Open();
        using var browser = house.Stranger();
        var signed = await house.SignIn(browser, AccountsHouse.MailOf("Root"), AccountsHouse.Password, to);
        Assert.Equal("/", signed.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task What_is_said_does_not_depend_on_whether_there_is_an_account()
    {
        await using var house = await AccountsHouse.Open();
        string? Told(string html) => Regex.Match(html, "role=\"alert\">.*?</p>", RegexOptions.Singleline).Value;
        for (var i = 0; i < SignInLimits.PerAccount + 2; i++)
        {
            using var browser = house.Stranger();
            var known = await house.SignIn(browser, AccountsHouse.MailOf("Root"), "wrong wrong wrong");
            var unknown = await house.SignIn(browser, "nobody@example.test", "wrong wrong wrong");
            Assert.Equal(known.StatusCode, unknown.StatusCode);
            Assert.Equal(Told(await known.Content.ReadAsStringAsync()), Told(await unknown.Content.ReadAsStringAsync()));
            Assert.Contains(i < SignInLimits.PerAccount ? "is wrong" : "Too many tries", await known.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task An_account_that_does_not_exist_costs_as_much_work_as_one_that_does()
    {
        var looking = new LookingHasher();
        using var passwords = new Passwords(looking);
        var hash = passwords.Hash("p", "correct horse battery");
        foreach (var (stored, shown) in ((string?, string)[])
            [(hash, "wrong wrong wrong"), (null, "wrong wrong wrong"), (hash, new string('x', 5_000)), (null, new string('x', 5_000))])
            Assert.False(await passwords.IsRight("p", stored, shown, CancellationToken.None));

        // Each try is one comparison with a hash made as every other one is, whether there is an account or not.
        Assert.Equal(4, looking.Compared.Count);
        Assert.Single(looking.Compared.Select(MadeBy).Distinct());
        Assert.Equal(MadeBy(hash), MadeBy(looking.Compared[1]));
    }

    /// <summary>What a hash says of how it was made: kind, function, rounds, and the lengths of salt and key.</summary>
    private static string MadeBy(string hash) =>
        $"{Convert.ToHexString(Convert.FromBase64String(hash)[..13])} {hash.Length}";

    private sealed class LookingHasher() : PasswordHasher<string>(Passwords.Settings)
    {
        public List<string> Compared { get; } = [];

        public override PasswordVerificationResult VerifyHashedPassword(
            string user, string hashedPassword, string providedPassword)
        {
            Compared.Add(hashedPassword);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Fact]
    public async Task After_five_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour()
    {
        await using var house = await AccountsHouse.Open();
        using var browser = house.Stranger();
        for (var i = 0; i < SignInLimits.PerAccount; i++)
            await house.SignIn(browser, AccountsHouse.MailOf("Root"), $"wrong wrong wrong {i}");

        var refused = await house.SignIn(browser, AccountsHouse.MailOf("Root"), AccountsHouse.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        // Who is signed in already goes on working.
        Assert.Equal(HttpStatusCode.OK, (await house.Browser("Root").GetAsync("/")).StatusCode);
        house.Clock.Advance(SignInLimits.Window);
        Assert.Equal(HttpStatusCode.Redirect,
            (await house.SignIn(browser, AccountsHouse.MailOf("Root"), AccountsHouse.Password)).StatusCode);
    }

    [Fact]
    public void One_address_that_tries_many_accounts_waits_as_well()
    {
        var limits = new SignInLimits(new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        for (var i = 0; i < SignInLimits.PerAddress; i++) Assert.Null(limits.Begin($"{i}@x", "10.0.0.1"));
        Assert.NotNull(limits.Begin("another@x", "10.0.0.1"));
        Assert.Null(limits.Begin("another@x", "10.0.0.2"));
    }

    [Fact]
    public async Task Signing_in_begins_a_session_nobody_could_have_planted()
    {
        await using var house = await AccountsHouse.Open();
        var cookies = new CookieContainer();
        using var browser = house.Stranger(cookies);
        cookies.Add(house.Address, new Cookie($"plimsoll-session-{house.Address.Port}", "planted", "/"));

        await house.SignIn(browser, AccountsHouse.MailOf("Root"), AccountsHouse.Password);

        var cookie = cookies.GetCookies(house.Address).Single(c => c.Name.StartsWith("plimsoll-session"));
        Assert.NotEqual("planted", cookie.Value);
        Assert.DoesNotContain(cookie.Value, File.ReadAllText(Path.Combine(house.DataFolder, "sessions")));
    }

    [Fact]
    public async Task A_form_another_site_wrote_signs_nobody_in()
    {
        await using var house = await AccountsHouse.Open();
        using var browser = house.Stranger();
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["email"] = AccountsHouse.MailOf("Root"), ["password"] = AccountsHouse.Password, ["formKey"] = "forged",
        }));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Sessions_are_listed_and_one_is_ended_from_another()
    {
        await using var house = await AccountsHouse.Open();
        using var phone = house.Stranger();
        await house.SignIn(phone, AccountsHouse.MailOf("Root"), AccountsHouse.Password);
        var page = await house.Browser("Root").GetStringAsync("/settings/sessions");
        Assert.Equal(2, Regex.Count(page, "TestBrowser/1.0"));
        var id = Regex.Match(page, "/settings/sessions/([0-9a-f]{16})/end").Groups[1].Value;

        await house.Submit("Root", "/settings/sessions", $"/settings/sessions/{id}/end");

        Assert.StartsWith("/sign-in", (await phone.GetAsync("/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await house.Browser("Root").GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_this_person_only()
    {
        await using var house = await AccountsHouse.Open();
        var ada = await house.Join("Ada", "Viewer");
        using var phone = house.Stranger();
        await house.SignIn(phone, AccountsHouse.MailOf("Root"), AccountsHouse.Password);

        await house.Submit("Root", "/settings/sessions", "/settings/sessions/end-all");

        foreach (var browser in (HttpClient[])[phone, house.Browser("Root")])
            Assert.StartsWith("/sign-in", (await browser.GetAsync("/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_sets_a_new_password_once_and_ends_all_sessions()
    {
        await using var house = await AccountsHouse.Open();
        var codes = await house.Services.GetRequired<Accounts>().NewCodes(house.IdOf("Root"), CancellationToken.None);
        using var browser = house.Stranger();
        (string, string)[] Fields(string code, string password) =>
            [("email", AccountsHouse.MailOf("Root")), ("code", code), ("password", password)];

        var wrong = await AccountsHouse.Fill(browser, "/recover", "/recover", Fields("AAAA-AAAA-AAAA-AAAA", "a new long one"));
        var right = await AccountsHouse.Fill(browser, "/recover", "/recover", Fields(codes[0].ToLowerInvariant(), "a new long one"));
        using var other = house.Stranger();
        var again = await AccountsHouse.Fill(other, "/recover", "/recover", Fields(codes[0], "yet another one"));

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.StartsWith("/sign-in", (await house.Browser("Root").GetAsync("/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await house.SignIn(other, AccountsHouse.MailOf("Root"), "a new long one")).StatusCode);
    }

    [Fact]
    public async Task Another_password_needs_the_present_one_and_signs_every_other_browser_out()
    {
        await using var house = await AccountsHouse.Open();
        using var phone = house.Stranger();
        await house.SignIn(phone, AccountsHouse.MailOf("Root"), AccountsHouse.Password);
        async Task<HttpStatusCode> Change(string present) => (await house.Submit(
            "Root", "/settings/sign-in", "/settings/sign-in/password", ("present", present), ("password", "a new long one"))).StatusCode;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Change("wrong"));
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await Change(AccountsHouse.Password));

        Assert.StartsWith("/sign-in", (await phone.GetAsync("/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await house.Browser("Root").GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task No_password_and_no_code_lies_anywhere_in_the_data_folder()
    {
        await using var house = await AccountsHouse.Open();
        var codes = await house.Services.GetRequired<Accounts>().NewCodes(house.IdOf("Root"), CancellationToken.None);
        string[] secrets = [AccountsHouse.Password, .. codes, .. codes.Select(c => c.Replace("-", ""))];
        foreach (var file in Directory.EnumerateFiles(house.DataFolder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(secrets, s => text.Contains(s, StringComparison.Ordinal));
        }
    }
}

internal static class Required
{
    public static T GetRequired<T>(this IServiceProvider services) where T : notnull =>
        (T)(services.GetService(typeof(T)) ?? throw new InvalidOperationException(typeof(T).Name));
}
