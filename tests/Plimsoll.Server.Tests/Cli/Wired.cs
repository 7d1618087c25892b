using System.Collections.Immutable;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

/// <summary>Answers of the API for tests in which most of it does not matter.</summary>
internal static class Wired
{
    public static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static BlockerView Blocker { get; } = new(
        "gate.security-scan", "Security scans have not run for this commit", "Security",
        "plimsoll evidence add storefront 1.1.0 --sarif FILE", 15);

    public static ServiceView Service(
        bool production = true, string good = "1.0.0", ImmutableArray<HoldView>? holds = null) => new(
        "storefront", "Storefront", "/repo", "2 minutes", 3,
        [
            new LaneView("production", production, "1.1.0", false, good, "", [], holds ?? [], [],
                [new TargetView("p1", "1.1.0", At), new TargetView("p2", "1.1.0", At)], good),
        ]);

    public static ReleaseDetail Release(string shipment = "", string status = "", params StepView[] steps) => new(
        new ReleaseSummary("storefront", "1.1.0", "minor", "sealed", 1, 1, 7,
            "Not yet safe to ship: 1 of 7 gates open"),
        "abc1234", "9f00", "1.0.0", "", "ada", At, "p", [], [], [], [], "", "", "none", shipment, [.. steps],
        [], status);

    public static StepView Step(string id, string status, string sentence = "", bool person = false) =>
        new(id, id, status, sentence, 20, "Release Manager", person);

    public static DeploymentSummary Summary(
        string status, string id = "storefront-1.1.0-1-production", string kind = "deploy") => new(
        id, "storefront", "production", "1.1.0", kind, status, $"it is {status}", At, At, null);

    public static DeploymentDetail Run(
        string status, string id = "storefront-1.1.0-1-production", params ActionView[] actions) => new(
        Summary(status, id), "storefront-1.1.0-1", "ada", "", "", null, [.. actions], []);

    public static ActionView Action(string state, int attempts = 1) =>
        new("switch/p1", "switch", "p1", state, attempts, "", At, null);

    public static IncidentDetail Incident(string service) => new(
        new IncidentSummary("INC-7", "Checkout fails", "mitigating", "high", true, service, "", "", "ada", At, null, 0,
            ""),
        At, "", "", "", "", "ada", "", null, new IncidentTimes(At, At, At, At, At, At, At, At, At, At),
        new LeadView("ada", "", At, ""), null, [], [], [], null, [], [], [], [], [], new ReviewView([], [], "", null, null),
        0, "", "", [], 0);

    public static LogPage Log(string next, bool ended, params string[] lines) =>
        new([.. lines.Select(l => new LogLineView(At, "switch#1", l))], next, ended);
}
