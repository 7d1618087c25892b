using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Site;

/// <summary>Each drawn page, fed with the drawn moment, in a real browser: light, dark and 360 px wide.</summary>
public sealed class DrawnPages(Chromium chromium)
{
    [Fact]
    public Task Overview() => Sound<OverviewPage, OverviewView>(SomeViews.Overview, "/");

    [Fact]
    public Task An_overview_of_an_empty_house() =>
        Sound<OverviewPage, OverviewView>(SomeViews.Overview with { Services = [] }, "/", "first-steps");

    [Fact]
    public Task An_overview_of_a_large_house() => Sound<OverviewPage, OverviewView>(
        SomeViews.Overview with { Find = new FindView("/#matrix", "find", ""), Part = new PartView(15, 15, 1_000, "/#matrix", "/?from=30#matrix") }, "/", "large-house",
        FramePages.Busy with { AllServices = 1_000 });

    [Fact]
    public Task Release() =>
        Sound<ReleasePage, ReleaseView>(SomeViews.Release, "/releases/storefront/4.8.0", "release");

    [Fact]
    public Task Releases() => Sound<ReleasesPage, ReleasesView>(SomeViews.Releases, "/releases");

    [Fact]
    public Task Deployment() =>
        Sound<DeploymentPage, DeploymentView>(SomeViews.Deployment, "/deployments/1291", "deployment");

    [Fact]
    public Task Lines_of_a_log() =>
        Sound<DeploymentLogPage, DeploymentLogView>(SomeViews.Log, "/deployments/1291/log", "log");

    [Fact]
    public Task Deployments() => Sound<DeploymentsPage, DeploymentsView>(SomeViews.Deployments, "/deployments");

    [Fact]
    public Task Outbox() => Sound<OutboxPage, OutboxView>(SomeViews.Outbox, "/outbox");

    private async Task Sound<TPage, TView>(TView view, string path, string? name = null, House? house = null)
        where TPage : IComponent, IPage<TView>
    {
        await using var site = await TestSite.Start(
            app => app.MapGet(path, (HttpContext http) => http.Page<TPage, TView>(view)), _ => house ?? FramePages.Busy);

        await Inspection.Of(chromium, site.Address, await site.Link(), path, name ?? typeof(TPage).Name);
    }
}
