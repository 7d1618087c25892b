using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Site;

namespace Plimsoll.Server.Tests.Access;

public sealed class ActingUnderAName
{
    [Fact]
    public async Task A_program_acts_under_the_name_it_claims_or_under_the_servers_user()
    {
        await using var site = await Whoami();
        using var program = site.Program();

        Assert.Equal(Environment.UserName, await program.GetStringAsync("/whoami"));
        program.DefaultRequestHeaders.Add("Plimsoll-As", "Zo%C3%AB M. O'Hara");
        Assert.Equal("Zoë M. O'Hara", await program.GetStringAsync("/whoami"));
    }

    [Theory]
    [InlineData("system:reactor")]
    [InlineData("a%0d%0ab")]
    [InlineData("<script>")]
    [InlineData("%20")]
    [InlineData("-ada")]
    public async Task What_cannot_be_a_name_is_refused(string claimed)
    {
        await using var site = await Whoami();
        using var program = site.Program();
        program.DefaultRequestHeaders.Add("Plimsoll-As", claimed);

        var answer = await program.GetAsync("/whoami");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("access.not-a-name", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_browser_chooses_its_name_and_keeps_it()
    {
        await using var site = await Whoami();
        using var browser = await site.LetIn();
        var form = new Dictionary<string, string>
        {
            ["formKey"] = await TestSite.FormKey(browser),
            ["actor"] = "Ada Lovelace",
            ["back"] = "/about?x=1",
        };

        var answer = await browser.PostAsync("/me/act-as", new FormUrlEncodedContent(form));

        Assert.Equal("/about?x=1", answer.Headers.Location?.OriginalString);
        Assert.Equal("Ada Lovelace", await browser.GetStringAsync("/whoami"));
        Assert.Contains("You act as Ada Lovelace now", await browser.GetStringAsync("/about"));
        Assert.DoesNotContain("You act as Ada Lovelace now", await browser.GetStringAsync("/about"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("")]
    public async Task A_form_leads_back_to_this_server_only(string back)
    {
        await using var site = await Whoami();
        using var browser = await site.LetIn();
        var form = new Dictionary<string, string>
        {
            ["formKey"] = await TestSite.FormKey(browser),
            ["actor"] = "ada",
            ["back"] = back,
        };

        var answer = await browser.PostAsync("/me/act-as", new FormUrlEncodedContent(form));

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    private static Task<TestSite> Whoami() =>
        TestSite.Start(app => app.MapGet("/whoami", (HttpContext http) => Results.Text(http.Actor())));
}
