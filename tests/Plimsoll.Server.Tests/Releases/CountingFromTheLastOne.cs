using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Releases;

/// <summary>The next release counts from what was released, not from what a tag says of it.</summary>
public sealed class CountingFromTheLastOne
{
    [Fact]
    public async Task What_was_released_from_a_named_commit_needs_no_tag()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Do("Ines", "releases/create", new { service = "shop", version = "1.3.0", type = "", @ref = "v1.1.0", fixes = "" });
        await house.MakeReady("shop", "1.3.0");
        await house.SignOff("shop", "1.3.0");
        await house.Ship("shop", "1.3.0");
        await house.Until("shop-1.3.0-1-production", "succeeded");

        var next = await house.Do("Ines", "releases/create",
            new { service = "shop", version = "1.4.0", type = "", @ref = "v1.2.0", fixes = "" });

        Assert.Equal(1, next.GetProperty("changes").GetInt32());
        Assert.Contains("\"since\":\"1.3.0\"", await house.Text("releases/shop/1.4.0"), StringComparison.Ordinal);
    }
}
