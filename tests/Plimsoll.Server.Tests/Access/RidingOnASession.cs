using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Site;

namespace Plimsoll.Server.Tests.Access;

/// <summary>A browser that is let in visits another server on this machine, which sends forms to Plimsoll.</summary>
public sealed class RidingOnASession(Chromium chromium)
{
    [Fact]
    public async Task A_form_on_another_port_of_this_machine_changes_nothing()
    {
        var reached = 0;
        await using var site = await TestSite.Start(app =>
            app.MapPost("/change", () => Results.Text($"{Interlocked.Increment(ref reached)}")));
        await using var evil = await Evil(new Uri(site.Address, "/change"));
        await using var profile = await chromium.Profile(Look.Light);
        var page = await profile.NewPageAsync();
        await Inspection.Enter(page, await site.Link());

        await page.GotoAsync(evil.Urls.Single());
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.Locator("button").ClickAsync(), r => r.Url.EndsWith("/change"));

        // The cookie did travel (a port is not a site), so it was the origin that was refused.
        Assert.Equal((int)HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("another site sent this", await page.InnerTextAsync("main"));
        Assert.Equal(0, reached);
    }

    private static async Task<WebApplication> Evil(Uri aim)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.ListenOnLoopback(0);
        var app = builder.Build();
        app.MapGet("/", () => Results.Content(
            $"<form method=post action='{aim}'><input name=formKey value=x><button>Win</button></form>", "text/html"));
        await app.StartAsync();
        return app;
    }
}
