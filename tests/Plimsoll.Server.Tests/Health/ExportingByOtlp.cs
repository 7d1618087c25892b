using Plimsoll.Server.Health;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Health;

/// <summary>Metrics and traces that leave for a collector, where one was named.</summary>
public sealed class ExportingByOtlp(WatchedHouse house) : IClassFixture<WatchedHouse>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_and_traces_arrive_with_the_name_of_the_service_and_no_addresses_or_texts()
    {
        using var program = await house.Program("Root");
        (await program.GetAsync($"/incidents/{WatchedHouse.Canary}?{WatchedHouse.Canary}", Stop)).Dispose();
        // It ends: what was measured last leaves too.
        await house.House.Restart();

        var (metrics, traces) = (Sent("/v1/metrics"), Sent("/v1/traces"));
        Assert.All((string[])["ship-it", "plimsoll.journal.facts", "http.server.request.duration"],
            text => Assert.Contains(text, metrics, StringComparison.Ordinal));
        Assert.All((string[])["ship-it", "GET /incidents/{id}", "command DeclareIncident"],
            text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.All((string[])[WatchedHouse.Canary, "ada@example.test", house.House.IdOf("Ada")],
            text => Assert.DoesNotContain(text, metrics + traces, StringComparison.Ordinal));
        Assert.All(house.Sent, sent => Assert.Equal("opens the collector", sent.Key));
    }

    [Fact]
    public void Nothing_is_sent_unless_a_collector_is_named_and_a_wrong_name_is_refused_with_words()
    {
        Assert.False(TelemetrySettings.Read(name => name == "OTEL_SERVICE_NAME" ? "x" : null).IsOn);
        Assert.Contains("http://127.0.0.1:4318", Assert.Throws<SettingsInvalid>(() => TelemetrySettings.Read(
            name => name == TelemetrySettings.Endpoint ? "collector:4318" : null)).Message, StringComparison.Ordinal);
        Assert.Contains("http/protobuf or grpc", Assert.Throws<SettingsInvalid>(() => TelemetrySettings.Read(
            name => name == TelemetrySettings.Endpoint ? "http://collector:4318" : name == TelemetrySettings.Protocol ? "kafka" : null))
            .Message, StringComparison.Ordinal);
    }

    private string Sent(string path) => string.Concat(house.Sent.Where(s => s.Path == path).Select(s => s.Body));
}
