using System.Text.RegularExpressions;
using Plimsoll.Core.Releases;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>What a person finds in the notes before anybody wrote them.</summary>
public sealed class DraftedNotes
{
    [Fact]
    public async Task What_was_saved_stands_in_its_own_field_again_whatever_it_is()
    {
        const string Code = "It grows.\n## Details\n```sh\n# rebuild";
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Create("shop", "1.1.0");
        await house.Do("Eli", "releases/shop/1.1.0/notes", new
        {
            fields = new[] { new { name = "Summary", text = Code }, new { name = "Known issues", text = "It stops at noon." } },
        });

        var page = System.Net.WebUtility.HtmlDecode((await house.Get("Eli", "/releases/shop/1.1.0")).Html);

        Assert.Contains($">{Code}</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"It stops at noon.\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_has_saved_meanwhile_is_not_written_over_and_what_was_written_comes_back()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Create("shop", "1.1.0");
        (string, string)[] read = [("form", "save-notes"), ("candidate", "1"), ("read", $"{default(DateTimeOffset):O}"), ("field-3", "An hour of words")];
        await house.Do("Ines", "releases/shop/1.1.0/notes", new { fields = new[] { new { name = "Summary", text = "Baskets are kept." } } });

        var (status, html) = await house.Fill("Eli", "/releases/shop/1.1.0/save-notes", [.. read, ("field-1", "All baskets")]);

        Assert.Equal(409, status);
        Assert.Contains("Ines saved other notes", html, StringComparison.Ordinal);
        Assert.Contains("All baskets", html, StringComparison.Ordinal);
        Assert.Contains("Baskets are kept.", (await house.Get("Eli", "/releases/shop/1.1.0")).Html, StringComparison.Ordinal);
        var now = Regex.Match(html, "name=\"read\" value=\"([^\"]*)\"").Groups[1].Value;
        await house.Fill("Eli", "/releases/shop/1.1.0/save-notes",
            ("form", "save-notes"), ("candidate", "1"), ("read", System.Net.WebUtility.HtmlDecode(now)), ("field-1", "All baskets are kept"));
        Assert.Equal("All baskets are kept", house.Desk.World.Get<Release>(Release.StreamOf("shop", "1.1.0")).Notes?.Fields[0].Text);
    }

    [Fact]
    public async Task Creating_a_release_says_its_least_type_and_drafts_its_notes_from_the_history()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");

        var made = await house.Do(
            "Ines", "releases/create", new { service = "shop", version = "1.1.0", type = "", @ref = "", fixes = "" });
        var draft = await house.Text("releases/shop/1.1.0/notes");

        Assert.Matches("^At least minor: [0-9a-f]{8} feat: keep baskets$", made.GetProperty("notes")[1].GetString());
        Assert.Matches("## Notable changes\n### Added\n- keep baskets \\([0-9a-f]{8}\\)\n\n## Migration", draft);
    }
}
