using System.Diagnostics.Metrics;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Health;

public static class HealthSlice
{
    /// <summary>Nothing is sent anywhere unless a collector was named.</summary>
    /// <param name="meter">The one that counts everything this server does.</param>
    public static IServiceCollection AddHealth(this IServiceCollection services, Meter meter, TelemetrySettings telemetry)
    {
        services.AddSingleton(meter).AddSingleton<Measures>().AddSingleton<Gauges>();
        services.AddSingleton(found => new NodeBoard(
            found.GetRequiredService<SqlJournal>(), found.GetRequiredService<Feed>(), found.GetRequiredService<ServerSettings>(),
            found.GetRequiredService<Standby>(), found.GetService<NodeId>(),
            found.GetService<Heartbeat>() is { } heartbeat ? () => heartbeat.Heard : null));
        services.AddSingleton<Readiness>().AddSingleton<Checkup>().AddSingleton<MetricsPage>();
        return telemetry.IsOn
            ? services.AddSingleton(telemetry).AddHostedService<OtlpExport>()
            : services;
    }

    /// <summary>From here on it can be read where this server is; adding up begins with whoever first asks for it.</summary>
    public static void OfferGauges(this WebApplication app)
    {
        var meter = app.Services.GetRequiredService<Meter>();
        app.Lifetime.ApplicationStopped.Register(meter.Dispose);
        app.Services.GetRequiredService<Gauges>().On(meter);
    }
}
