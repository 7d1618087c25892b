using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Guide;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Guide;

/// <summary>The guide page counts beside each line of an incident how often it was done, late, waived or is open.
/// </summary>
public sealed class HowLinesOfIncidentsWereKept
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Late_and_waived_lines_are_counted_over_the_last_incidents()
    {
        await using var house = await LiveHouse.Open(_clock);
        await house.Adopt("search", "Search", "ask");
        await Declare(house);
        var (severity, channel) = (IdOf(house, "Assess severity"), IdOf(house, "Create incident communication"));
        await house.Do("Grace", "incidents/1/waive-duty", new { duty = channel, reason = "we sit in one room" });
        Assert.Equal("open 1 in 1 incident", await Kept(house, severity));
        Assert.Equal("waived 1 in 1 incident", await Kept(house, channel));

        _clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("late 1 in 1 incident", await Kept(house, severity));
        await Assess(house, 1);
        Assert.Equal("late 1 in 1 incident", await Kept(house, severity));

        await Declare(house);
        await Assess(house, 2);
        Assert.Equal("done 1, late 1 in 2 incidents", await Kept(house, severity));
        Assert.Equal("waived 1, open 1 in 2 incidents", await Kept(house, channel));
    }

    private static async Task Declare(LiveHouse house) => await house.Do("Grace", "incidents/declare",
        new { title = "Search is down", severity = "high", service = "search" });

    private static async Task Assess(LiveHouse house, int incident) => await house.Do(
        "Grace", $"incidents/{incident}/assess-severity", new { severity = "high", impact = "nobody finds a thing" });

    private static string IdOf(LiveHouse house, string begin) => house.Desk.World.Get<GuideBook>(GuideBook.Stream)
        .Newest?.Checks.Single(c => c.Text.StartsWith(begin, StringComparison.Ordinal)).Id ?? "";

    /// <summary>What stands in the row of a line.</summary>
    private static async Task<string> Kept(LiveHouse house, string id)
    {
        var html = WebUtility.HtmlDecode((await house.Get("Grace", "/guide")).Html);
        var row = html[html.IndexOf($"id=\"line-{id}\"", StringComparison.Ordinal)..];
        var end = row.IndexOf("id=\"line-", 1, StringComparison.Ordinal);
        var found = Regex.Match(
            end < 0 ? row : row[..end], @"(?:(?:done|late|waived|open) \d+(?:, )?)+ in \d+ incidents?");
        return found.Value;
    }
}
