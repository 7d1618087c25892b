namespace Plimsoll.Server.Tests.Pages;

/// <summary>One house: a release is blocked, a deployment asks, one was rolled back, one went well.</summary>
public sealed class EveryState : IAsyncLifetime
{
    private LiveHouse? _house;

    public LiveHouse House => _house ?? throw new InvalidOperationException("The house is not open yet.");

    public async ValueTask InitializeAsync()
    {
        var house = _house = await LiveHouse.Open();
        await house.Adopt("payments", "Payments", "ask");
        await house.Adopt("search", "Search", "automatic");
        await house.Adopt("storefront", "Storefront", "ask");
        foreach (var service in (string[])["payments", "search"])
        {
            await house.Prepare(service, "1.1.0");
            await house.SignOff(service, "1.1.0");
            await house.Ship(service, "1.1.0");
        }

        await house.Until("search-1.1.0-1-production", "succeeded");
        await house.Prepare("search", "1.2.0");
        await house.SignOff("search", "1.2.0");
        house.Break("search");
        await house.Ship("search", "1.2.0");
        await house.Until("payments-1.1.0-1-production", "succeeded");
        await house.Prepare("payments", "1.2.0");
        await house.SignOff("payments", "1.2.0");
        house.Break("payments");
        await house.Ship("payments", "1.2.0");
        await house.Prepare("storefront", "1.1.0");
        await house.Evidence("storefront", "1.1.0", "sarif", "scan.sarif", Finding);
        await house.Do("Ben", "releases/storefront/1.1.0/request-waiver", new
        {
            gate = "security-scan",
            reason = "The library is not reachable from outside.",
            until = DateTimeOffset.UtcNow.AddDays(3),
        });
        await house.Until("payments-1.2.0-1-production", "waiting");
        await house.Until("search-1.2.0-1-production-rollback", "succeeded");
    }

    private const string Finding =
        """
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Scanner"}},"results":[
          {"ruleId":"CVE-1","level":"error","message":{"text":"Old library"},
           "properties":{"security-severity":"9.8"}}]}]}
        """;

    public async ValueTask DisposeAsync()
    {
        if (_house is not null) await _house.DisposeAsync();
    }
}
