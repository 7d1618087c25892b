using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>Every page of a house in which things really happened: light, dark, 360 px wide, nothing that axe finds.</summary>
public sealed class LivePages(Chromium chromium, EveryState state) : IClassFixture<EveryState>
{
    [Theory]
    [InlineData("/", "live-overview")]
    [InlineData("/releases", "live-releases")]
    [InlineData("/releases/storefront/1.1.0", "live-release-blocked")]
    [InlineData("/releases/payments/1.2.0", "live-release-asking")]
    [InlineData("/releases/search/1.2.0", "live-release-rolled-back")]
    [InlineData("/deployments", "live-deployments")]
    [InlineData("/deployments/payments-1.2.0-1-production", "live-deployment-asking")]
    [InlineData("/deployments/search-1.2.0-1-production", "live-deployment-failed")]
    [InlineData("/deployments/search-1.2.0-1-production-rollback", "live-deployment-rollback")]
    [InlineData("/deployments/search-1.1.0-1-production", "live-deployment-succeeded")]
    [InlineData("/outbox", "live-outbox")]
    public async Task A_page_is_sound(string path, string name) =>
        await Inspection.Of(chromium, state.House.Address, await state.House.Link(), path, name, "Grace");
}
