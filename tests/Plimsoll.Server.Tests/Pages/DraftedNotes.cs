namespace Plimsoll.Server.Tests.Pages;

/// <summary>What a person finds in the notes before anybody wrote them.</summary>
public sealed class DraftedNotes
{
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
