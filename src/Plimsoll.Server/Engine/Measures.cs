using System.Diagnostics;
using System.Diagnostics.Metrics;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>What is counted and traced where work is done; names and texts of anybody are in neither.</summary>
public sealed class Measures(Meter meter)
{
    /// <summary>Also the name of the meter.</summary>
    public const string Name = "Plimsoll";

    private static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> _deliveries = meter.CreateCounter<long>(
        "plimsoll.outbox.deliveries", "{attempt}", "Attempts to send a message of the outbox, by channel and how they ended.");

    private readonly Counter<long> _attempts = meter.CreateCounter<long>(
        "plimsoll.deployment.attempts", "{attempt}", "Attempts of actions of deployments, by how they ended.");

    public void Delivered(OutboxRow row, Delivery ended) =>
        _deliveries.Add(1, new("channel", row.Channel), new("outcome", WordOf(ended)));

    public void Ended(Outcome outcome) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", WordOf(outcome)));

    /// <summary>Null while nobody collects traces.</summary>
    public static Activity? Span(string what, string name) =>
        Source.HasListeners() ? Source.StartActivity($"{what} {name}") : null;

    public static string WordOf(Outcome outcome) => outcome switch
    {
        Outcome.TimedOut => "timed-out",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    public static string WordOf(Delivery ended) => ended switch
    {
        Delivery.Sent => "sent",
        Delivery.Later => "failed",
        Delivery.Never => "given-up",
        Delivery.NoWay => "no-way",
        Delivery.Withheld => "withheld",
        _ => "not-needed",
    };
}
