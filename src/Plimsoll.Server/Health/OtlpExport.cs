using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Health;

/// <summary>Sends metrics and traces to the collector that was named, from the start to the end of the server.</summary>
public sealed class OtlpExport(TelemetrySettings settings, WayOut outbound) : IHostedService
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(Configured).ConfigureResource(Ours)
            .AddMeter(Measures.Name, MetricsPage.Requests, MetricsPage.Runtime)
            .AddOtlpExporter(ByOurWay).Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(Configured).ConfigureResource(Ours)
            .AddSource(Measures.Name, RequestSpans.Source).AddProcessor(new RequestSpans())
            .AddOtlpExporter(ByOurWay).Build();
        return Task.CompletedTask;
    }

    /// <summary>What was measured last still leaves, within seconds.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _metrics?.Dispose();
        _traces?.Dispose();
        return Task.CompletedTask;
    }

    // The library reads its OTEL_* variables from here.
    private void Configured(IServiceCollection services) => services.AddSingleton<IConfiguration>(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Variables).Build());

    // What the variables say of the resource comes last and wins.
    private static void Ours(ResourceBuilder resource) => resource.Clear()
        .AddService("plimsoll", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk().AddEnvironmentVariableDetector();

    private void ByOurWay(OtlpExporterOptions options)
    {
        if (!settings.Variables.ContainsKey(TelemetrySettings.Protocol)) options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.HttpClientFactory = () =>
        {
            var client = outbound.Client(AddressFrom.Settings);
            client.Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds);
            return client;
        };
    }
}
