using Microsoft.Playwright;
using Xunit.Sdk;

namespace Plimsoll.Server.Tests.Browser;

/// <summary>What every page must pass is not passed by each.</summary>
public sealed class WhatAnInspectionFinds(Chromium chromium)
{
    [Fact]
    public async Task A_picture_without_a_description_is_found_and_a_rule_that_is_off_finds_nothing()
    {
        await using var profile = await chromium.Profile(Look.Light);
        var page = await profile.NewPageAsync();
        await page.SetContentAsync(Page("<img src='data:,'>"));

        var refused = await Assert.ThrowsAnyAsync<XunitException>(() => Inspection.MustPass(page, "a page"));
        Assert.Contains("image-alt: <img", refused.Message, StringComparison.Ordinal);
        await Inspection.MustPass(page, "a page", "image-alt");
    }

    [Fact]
    public async Task Pale_text_is_found_in_the_look_where_it_is_pale()
    {
        await using var profile = await chromium.Profile(Look.Darkness);
        var page = await profile.NewPageAsync();
        await page.SetContentAsync(Page("<style>@media (prefers-color-scheme: dark) { p { color: #ddd } }</style><p>Words</p>"));

        var refused = await Assert.ThrowsAnyAsync<XunitException>(() => Inspection.MustPass(page, "a page"));
        Assert.Contains("color-contrast: <p>", refused.Message, StringComparison.Ordinal);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await Inspection.MustPass(page, "a page");
    }

    private static string Page(string body) =>
        $"<!doctype html><html lang='en'><head><title>A page</title></head><body><main><h1>A page</h1>{body}</main></body></html>";
}
