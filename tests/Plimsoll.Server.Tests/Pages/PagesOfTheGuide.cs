using System.Net;
using Plimsoll.Core.Guide;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

public sealed class PagesOfTheGuide(Chromium chromium, ProposedGuide state) : IClassFixture<ProposedGuide>
{
    [Theory]
    [InlineData("", "guide")]
    [InlineData("?show=changes", "guide-changes")]
    [InlineData("?show=problems", "guide-problems")]
    [InlineData("?show=house", "guide-house")]
    [InlineData("?show=history", "guide-history")]
    [InlineData("?show=check", "guide-check")]
    public async Task A_page_is_sound(string query, string name) => await Inspection.Of(
        chromium, state.House.Address, await state.House.Link(), $"/guide{query}", name, "Grace");

    [Fact]
    public async Task Each_line_stands_beside_what_it_became_and_how_it_was_kept()
    {
        var html = await Read("/guide");

        Assert.Contains("data-n=\"15\"", html);
        Assert.Contains("<a href=\"#line-ci-green\">- Passing CI and security scans</a>", html);
        Assert.Contains("<a href=\"#line-15\">ci-green</a>", html);
        Assert.Contains("Security Lead (house default)", html);
        Assert.Contains("done 2 in 2 releases", html);
        Assert.Contains("done 1 in 1 release", html);
        Assert.Contains("\"if needed\" leaves open who decides", html);
        Assert.DoesNotContain(" style=", html);
    }

    [Fact]
    public async Task A_proposed_revision_tells_its_effect_before_it_is_applied()
    {
        var html = await Read("/guide?show=changes");

        Assert.Contains("This adds one gate to major releases. Nothing changes for patch and minor releases.", html);
        Assert.Contains("Proposed by Dana", html);
        Assert.Contains("md add", html);
        Assert.Contains("Approve and apply", html);
        Assert.Contains("You proposed", await Read("/guide?show=changes", "Dana"));
    }

    [Fact]
    public async Task History_names_who_applied_a_version_and_when()
    {
        var html = await Read("/guide?show=history");

        Assert.Contains("in force", html);
        Assert.Contains("Grace", html);
    }

    [Fact]
    public async Task A_pasted_guide_is_checked_and_nothing_is_applied()
    {
        await using var person = await LiveBrowser.Of(chromium, state.House, "Grace", scripts: true);
        await person.Open("/guide?show=check");
        await person.Fill("Check a guide", "Markdown", "# Ours\n\n## Deployment\n- [x] Feed the dragons\n");
        await person.Press("Check a guide", "Check it");

        await person.Shows("It can be applied");
        await person.Shows("Feed the dragons");
        await person.Shows("The box is ticked in the guide");
        await Inspection.Picture(person.Page, "guide-checked-light");
        await Inspection.MustPass(person.Page, "a checked guide");
        Assert.DoesNotContain("Feed the dragons", await Read("/guide"));
    }

    [Fact]
    public async Task A_second_person_approves_a_revision()
    {
        var text = ProposedGuide.Reference + "\n## Dragon care\n- [ ] Feed the dragons\n";
        await using var own = await LiveHouse.Open();
        var book = own.Desk.World.Get<GuideBook>(GuideBook.Stream);
        await own.Desk.Send(GuideBook.Stream, new ApplyPlaybook(ProposedGuide.ByTwo(ProposedGuide.Reference)), "Grace",
            TestContext.Current.CancellationToken);
        await own.Do("Dana", "guide/apply", new { file = "octoacme-release-and-deployment.md",
            content = System.Text.Encoding.UTF8.GetBytes(text) });
        await using var person = await LiveBrowser.Of(chromium, own, "Grace");
        await person.Open("/guide?show=changes");
        var hash = own.Desk.World.Get<GuideBook>(GuideBook.Stream).Proposals.Values.Single().ShortHash;

        await person.Press($"Approve {hash}", "Approve and apply");

        await person.Says("It is approved and in force");
        await person.Shows("Proposed by Dana, approved by Grace");
        Assert.NotEqual(book.NewestHash, own.Desk.World.Get<GuideBook>(GuideBook.Stream).NewestHash);
    }

    private async Task<string> Read(string path, string actor = "Grace")
    {
        var (status, html) = await state.House.Get(actor, path);
        Assert.Equal(200, status);
        return WebUtility.HtmlDecode(html);
    }
}
