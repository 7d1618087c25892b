using System.Collections.Immutable;
using static Plimsoll.Files.Catalog.Scalars;

namespace Plimsoll.Files.Catalog;

/// <summary>The keys of checks: smoke tests, verification and health.</summary>
internal static class CheckKeys
{
    private static readonly Key Called =
        new("name", Text, "What the check is called; made from the check when absent.");

    public static ChoiceShape Check { get; } = new("a check",
    [
        new("http-check", "an HTTP check",
        [
            .. Http("http", "The address asked; {target} is each target's `url`.", attempts: "3", interval: "2s"),
            Called,
        ]),
        new("command-check", "a command check",
        [
            new("command", Command, "A command that must exit 0.", Required: true),
            Called,
            new("junit", Text, "The JUnit report it leaves in its folder; each failed test is named."),
            new("timeout", Time, "How long it may take.", Default: "5m"),
        ]),
        new("metric-check", "a metric check",
        [
            new("metric", Text, "The series whose growth is measured, such as errors_total{code=\"500\"}.",
                Required: true),
            Called,
            new("url", Text, "The metrics text page of each target.", Default: "{target}/metrics"),
            new("per", Text, "Another series the growth is divided by; per second when absent."),
            new("max", new NumberShape(), "The value that may not be exceeded.", Required: true),
            .. Watched(leastSamples: 2),
        ]),
        new("tcp-check", "a TCP check",
        [
            new("tcp", Text, "Where something must listen: host:port; {instance} is that of each target's `url`.",
                Required: true),
            Called,
            .. Tries(attempts: "3", interval: "2s"),
        ]),
        new("prometheus-check", "a Prometheus check",
        [
            new("prometheus", Text,
                "PromQL that answers one number; {version}, {previous} and {instance} are replaced.", Required: true),
            Called,
            new("url", Text, "The address of Prometheus.", Required: true),
            new("max", new NumberShape(), "The value that may not be exceeded."),
            new("min", new NumberShape(), "The value that may not be fallen below."),
            new("baseline", Text, "PromQL for what it is compared with, such as the previous release."),
            new("max-ratio", new NumberShape(), "How many times the baseline it may be."),
            .. Watched(leastSamples: 1),
            new("failure-limit", new WholeShape(0, 10_000), "So many readings may be out of range.", Default: "0"),
            new("error-limit", new WholeShape(1, 10_000),
                "So many readings in a row that cannot be taken end the check; when absent, none do."),
        ]),
    ]);

    public static ImmutableArray<Key> Http(string address, string meaning, string attempts, string interval) =>
    [
        new(address, Text, meaning, Required: true),
        new("status", new WholeShape(100, 599), "The status the answer must have.", Default: "200"),
        new("body-contains", Text, "A text the answer must hold."),
        new("json", new FreeKeysShape(Text, "version: \"{version}\""),
            "Dotted path, such as items[0].name, to the text expected there; {version} is replaced."),
        new("headers", new FreeKeysShape(Text, "Content-Type: text/html"),
            "Header fields to a text their value must hold; {version} is replaced."),
        new("max-latency", Time, "An answer that takes longer fails."),
        new("certificate-valid", Time, "How long the server's certificate must still be valid, such as 14d."),
        .. Tries(attempts, interval),
    ];

    private static ImmutableArray<Key> Tries(string attempts, string interval) =>
    [
        new("timeout", Time, "How long one attempt may take.", Default: "10s"),
        new("attempts", new WholeShape(1, 1000), "How often it is tried before it has failed.", Default: attempts),
        new("interval", Time, "The time between two attempts.", Default: interval),
    ];

    private static ImmutableArray<Key> Watched(int leastSamples) =>
    [
        new("delay", Time, "The time before the first reading."),
        new("for", Time, "How long it is observed.", Default: "1m"),
        new("interval", Time, "The time between two readings.", Default: "5s"),
        new("minimum-samples", new WholeShape(leastSamples, 10_000), "With fewer readings the check is inconclusive.",
            Default: "5"),
    ];
}
