using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Access;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Health;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Artifacts;

namespace Plimsoll.Server.Tests.Health;

/// <summary>A server that is watched: people, an open incident, a private one, and a collector that keeps what it gets.</summary>
public sealed class WatchedHouse : IAsyncLifetime
{
    /// <summary>Stands in every text of both incidents.</summary>
    public const string Canary = "zebra-canary";

    private SmallServer? _collector;

    /// <summary>What was sent to the collector, by path.</summary>
    public ConcurrentQueue<(string Path, string Key, string Body)> Sent { get; } = [];

    public AccountsHouse House { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _collector = await SmallServer.Start(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            Sent.Enqueue((http.Request.Path, http.Request.Headers["X-Key"].ToString(), Encoding.Latin1.GetString(body.ToArray())));
            http.Response.ContentType = "application/x-protobuf";
        });
        var telemetry = TelemetrySettings.Read(new Dictionary<string, string>
        {
            [TelemetrySettings.Endpoint] = _collector.Address,
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-key=opens%20the%20collector",
            ["OTEL_SERVICE_NAME"] = "ship-it",
        }.GetValueOrDefault);
        House = await AccountsHouse.Open("127.0.0.1");
        await House.Restart(settings => settings with { Telemetry = telemetry });
        using (var first = await Program("Root")) await first.GetStringAsync("/metrics", Stop);
        await House.Enrol("Vic", "vic@example.test", "Viewer");
        await House.Enrol("Ada", "ada@example.test", "Developers");
        foreach (var hidden in (bool[])[false, true])
        {
            var id = hidden ? "INC-2" : "INC-1";
            var declare = new DeclareIncident(id, $"{Canary} title", Severity.High, "", "", $"{Canary} symptoms", null) { Private = hidden };
            Assert.IsType<Answer.Accepted>(await House.Desk.Send(
                Incident.StreamOf(id), declare, House.IdOf("Ada"), Stop));
        }
    }

    /// <summary>A program of somebody's that was made for this alone.</summary>
    public async Task<HttpClient> Program(string person, string may = Permissions.Watch) => House.Program(await Token(person, may));

    public Task<string> Token(string person, string may = Permissions.Watch) => House.Services.GetRequiredService<ApiKeys>().Make(
        House.IdOf(person), "watching", ApiKeys.ForPrograms, [may], Scope.Organisation, 90, Stop);

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        if (_collector is { } collector) await collector.DisposeAsync();
    }
}

[CollectionDefinition]
public sealed class Watched : ICollectionFixture<WatchedHouse>;
