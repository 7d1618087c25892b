using System.Diagnostics;
using System.Net;

namespace Plimsoll.Server.Tests.Storefront;

[Collection<StorefrontTests>]
public sealed class StorefrontReleases(StorefrontDemo demo)
{
    [Fact]
    public async Task Discounts_work_with_the_data_of_staging()
    {
        await using var target = await demo.Started("1.2.0", "staging");

        foreach (var product in await Products(target))
            Assert.Equal(HttpStatusCode.OK, await target.Status($"/product/{product}"));

        Assert.Equal(0, await target.Metric("storefront_errors_total"));
    }

    [Fact]
    public async Task Discounts_break_pages_with_the_data_of_production_and_the_smoke_tests_do_not_see_it()
    {
        await using var target = await demo.Started("1.2.0", "production");

        Assert.Equal(HttpStatusCode.OK, await target.Status("/health"));
        Assert.Equal(HttpStatusCode.OK, await target.Status("/product/cup"));
        var broken = new List<string>();
        foreach (var product in await Products(target))
            if (await target.Status($"/product/{product}") == HttpStatusCode.InternalServerError)
                broken.Add(product);

        Assert.Equal(["kettle", "strainer", "tray", "cosy"], broken);
    }

    [Fact]
    public async Task Visitors_meet_the_defect_often_enough_to_be_noticed()
    {
        await using var target = await demo.Started("1.2.0", "production");
        var visitors = Path.Combine(target.Folder, "current", "storefront.dll");

        using var visit = Process.Start("dotnet", [visitors, "visit", "120", "40", $"http://127.0.0.1:{target.Port}"]);
        while (!visit.HasExited && await target.Metric("storefront_requests_total") < 64)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        visit.Kill();

        var errors = await target.Metric("storefront_errors_total");
        var requests = await target.Metric("storefront_requests_total");
        Assert.True(requests >= 64, $"only {requests} visits");
        Assert.InRange((double)errors / requests, 0.15, 0.35);
    }

    [Fact]
    public async Task The_release_with_saved_baskets_is_unhealthy_until_its_migration_ran()
    {
        await using var target = demo.Target("staging");
        await target.Install("1.2.0");
        await target.Start();

        var before = await target.Status("/health");
        await target.Migrate();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before);
        Assert.Equal(HttpStatusCode.OK, await target.Status("/health"));
    }

    [Fact]
    public async Task A_backup_can_be_checked_and_restored()
    {
        await using var target = demo.Target("production");
        await target.Migrate();
        var backup = Path.Combine(demo.Folder, "ops", "backup");
        var name = Path.GetFileName(target.Folder);
        var key = Path.Combine(demo.Folder, "data", name, "link.key");
        var before = File.ReadAllBytes(key);

        var id = (await Shell.MustRun(backup, "take", name)).Split('\n')[^1];
        File.WriteAllText(key, "spoiled");
        await Shell.MustRun(backup, "restore", id);
        var good = await Shell.Run(backup, ["check", id]);
        File.AppendAllText(Path.Combine(demo.Folder, "backups", $"{id}.tar.gz"), "spoiled");
        var bad = await Shell.Run(backup, ["check", id]);

        Assert.Equal(before, File.ReadAllBytes(key));
        Assert.Equal(0, good.Exit);
        Assert.NotEqual(0, bad.Exit);
    }

    private static async Task<List<string>> Products(StorefrontTarget target) =>
        [.. (await target.Json("/api/products")).GetProperty("products").EnumerateArray()
            .Select(product => product.GetProperty("id").GetString()!)];
}
