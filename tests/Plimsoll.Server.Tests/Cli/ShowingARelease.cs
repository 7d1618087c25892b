using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class ShowingARelease
{
    private static readonly AnnouncementView Announced =
        new(["board@example.org", "support@example.org"], Wired.At, ["Support"], "", null);

    [Fact]
    public async Task It_says_to_whom_it_was_announced_and_who_has_not_read_it_yet()
    {
        var said = await Shown(Wired.Release() with { Announcement = Announced });
        Assert.Contains("Announced     2026-03-01 12:00:00 UTC to board@example.org, support@example.org", said, StringComparison.Ordinal);
        Assert.Contains("Acknowledged  not yet by Support", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_who_has_read_the_announcement_and_when()
    {
        var said = await Shown(Wired.Release() with
        {
            Announcement = Announced with { AcknowledgedBy = "Fay", AcknowledgedAt = Wired.At.AddMinutes(7) },
        });
        Assert.Contains("Acknowledged  2026-03-01 12:07:00 UTC by Fay", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_nobody_was_asked_to_read_it_says_no_more_than_that_it_was_announced()
    {
        var said = await Shown(Wired.Release() with { Announcement = Announced with { To = [], AskedOf = [] } });
        Assert.Contains("to nobody: no audience has an address", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Acknowledged", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_it_was_announced_it_says_nothing_of_that() =>
        Assert.DoesNotContain("Announced", await Shown(Wired.Release()), StringComparison.Ordinal);

    [Fact]
    public async Task It_tells_what_customers_were_told_line_by_line()
    {
        var said = await Shown(Wired.Release() with
        {
            Notice = new NoticeView("Orders need a tax id.\n\nFrom 1\u001b[2J March on.", ["news@customers.test", "big@customer.test"], "Eli", Wired.At),
        });
        Assert.EndsWith(
            """

            Customers, told at 2026-03-01 12:00:00 UTC by Eli: news@customers.test, big@customer.test
              Orders need a tax id.

              From 1␛[2J March on.

            """.ReplaceLineEndings("\n"), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_customers_who_were_told_nothing_it_says_nothing() =>
        Assert.DoesNotContain("Customers", await Shown(Wired.Release()), StringComparison.Ordinal);

    private static async Task<string> Shown(ReleaseDetail release)
    {
        await using var server = await FakeServer.Start();
        server.On("GET releases/storefront/1.1.0", [release]);
        using var shell = new Shell(server);
        var said = await shell.Type("release show storefront 1.1.0");
        Assert.Equal(0, said.Code);
        return said.Out;
    }
}
