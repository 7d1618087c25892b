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
            new("for", Time, "How long it is observed.", Default: "1m"),
            new("interval", Time, "The time between two readings.", Default: "5s"),
            new("minimum-samples", new WholeShape(2, 10_000), "With fewer readings the check is inconclusive.",
                Default: "5"),
        ]),
    ]);

    public static ImmutableArray<Key> Http(string address, string meaning, string attempts, string interval) =>
    [
        new(address, Text, meaning, Required: true),
        new("status", new WholeShape(100, 599), "The status the answer must have.", Default: "200"),
        new("body-contains", Text, "A text the answer must hold."),
        new("json", new FreeKeysShape(Text, "version: \"{version}\""),
            "Dotted path, such as items[0].name, to the text expected there; {version} is replaced."),
        new("max-latency", Time, "An answer that takes longer fails."),
        new("timeout", Time, "How long one attempt may take.", Default: "10s"),
        new("attempts", new WholeShape(1, 1000), "How often it is tried before it has failed.", Default: attempts),
        new("interval", Time, "The time between two attempts.", Default: interval),
    ];
}
