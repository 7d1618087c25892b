using System.Net;
using System.Text.Json;
using Plimsoll.Server.Health;

namespace Plimsoll.Server.Tests.Health;

/// <summary>How a running server says that it is well, or what is wrong with it.</summary>
[Collection<Watched>]
public sealed class HealthOfAServer(WatchedHouse house)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anybody_learns_whether_it_lives_is_ready_and_of_which_colour_it_is_and_nothing_else()
    {
        using var stranger = house.House.Stranger();
        Assert.Equal("alive\n", await stranger.GetStringAsync("/health/live", Stop));
        Assert.Equal("ready\n", await stranger.GetStringAsync("/health/ready", Stop));
        Assert.Equal("""{"status":"green","parts":null}""", await stranger.GetStringAsync("/health", Stop));
        using var viewer = house.House.Program(await house.House.SignedInToken("Vic"));
        Assert.Equal("""{"status":"green","parts":null}""", await viewer.GetStringAsync("/health", Stop));
    }

    [Fact]
    public async Task Who_may_watch_it_reads_a_sentence_about_every_part()
    {
        using var program = await house.Program("Root");
        var health = JsonDocument.Parse(await program.GetStringAsync("/health", Stop)).RootElement;
        Assert.Equal("green", health.GetProperty("status").GetString());
        Assert.Equal(["journal", "disk", "boards", "reactions", "ticker", "outbox", "secrets", "mail"],
            health.GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.All(health.GetProperty("parts").EnumerateArray(), part =>
        {
            Assert.Equal("green", part.GetProperty("status").GetString());
            Assert.NotEqual("", part.GetProperty("sentence").GetString());
        });
    }

    [Fact]
    public async Task It_is_not_ready_while_its_data_folder_is_not_its_own_and_ready_again_when_it_is()
    {
        using var stranger = house.House.Stranger();
        var (held, aside) = (Path.Combine(house.House.DataFolder, "node.lock"), Path.Combine(house.House.DataFolder, "aside"));
        File.Move(held, aside);
        try
        {
            await Until(stranger, "/health/ready", HttpStatusCode.ServiceUnavailable, "not ready: the data folder is not this server's any more\n");
            // Another folder in its place has a file of that name too.
            await File.WriteAllTextAsync(held, "", Stop);
            await Until(stranger, "/health", HttpStatusCode.ServiceUnavailable, """{"status":"red","parts":null}""");
        }
        finally
        {
            File.Move(aside, held, overwrite: true);
        }
        await Until(stranger, "/health/ready", HttpStatusCode.OK, "ready\n");
    }

    [Fact]
    public async Task A_key_file_that_is_gone_is_told_before_the_next_start_is_refused()
    {
        using var program = await house.Program("Root");
        var (key, aside) = (Path.Combine(house.House.DataFolder, "secrets-key"), Path.Combine(house.House.DataFolder, "key-aside"));
        File.Move(key, aside);
        try
        {
            using var answer = await program.GetAsync("/health", Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.StartsWith("""{"status":"amber",""", text, StringComparison.Ordinal);
            Assert.Contains($"The key file {key} is gone", text, StringComparison.Ordinal);
        }
        finally
        {
            File.Move(aside, key);
        }
    }

    private static async Task Until(HttpClient client, string path, HttpStatusCode status, string text)
    {
        for (var patience = DateTime.UtcNow + Patience; ; await Task.Delay(50, Stop))
        {
            using var answer = await client.GetAsync(path, Stop);
            if (answer.StatusCode == status && await answer.Content.ReadAsStringAsync(Stop) == text) return;
            Assert.True(DateTime.UtcNow < patience, $"{path} answers {answer.StatusCode}.");
        }
    }
}
