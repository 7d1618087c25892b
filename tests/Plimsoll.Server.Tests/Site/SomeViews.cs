using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Tests.Site;

/// <summary>The moment the pages were drawn at, as views.</summary>
internal static class SomeViews
{
    private static readonly Sign Verified = new(Mark.Ok, "Verified");
    private static readonly Sign Passed = new(Mark.Ok, "Passed");
    private static readonly Sign Done = new(Mark.Ok, "done");
    private static readonly Sign Pending = new(Mark.Wait, "pending");
    private static readonly Sign Succeeded = new(Mark.Ok, "succeeded");

    public static DateTimeOffset Ago(int hours = 0, int minutes = 0, int seconds = 0) =>
        TestSite.Tuesday - new TimeSpan(hours, minutes, seconds);

    public static HoldView Hold => new(
        "search", "production-us", "Search production-us is on hold",
        "Verification of 3.9.0 failed: error rate 4.1 %, the limit is 1 %.", "system", Ago(minutes: 44),
        "Deployments to production-us may start again. 3.9.0 stays marked bad.", "/deployments/1290");

    public static OverviewView Overview => new(
        "Search production-us is on hold, one deployment waits for a decision, and Storefront 4.8.0 is "
        + "two gates from safe.",
        [Hold],
        [
            new(new Sign(Mark.Ask, "needs a decision"), "Decide on pay-eu-4",
                "Payments 2.14.1 paused 3 min ago, health probe failed", "/deployments/1291", "Decide", true),
            new(new Sign(Mark.Sign, "sign-off requested"), "Sign off Storefront 4.8.0",
                "Requested 13:20 by a Developer, expires Fri 27 Nov", "/releases/storefront/4.8.0#sign", "Review"),
        ],
        [
            new(new Sign(Mark.Ask, "paused"), [], "Payments", "2.14.1", "to production-eu",
                "Step 6 of 8, 3 of 6 targets done. Waits for a decision", "Patch", "/deployments/1291"),
            new(Pending, Gates.Select(g => g.Sign).ToArray(), "Storefront", "4.8.0", "",
                "2 of 7 gates open", "Minor", "/releases/storefront/4.8.0"),
        ],
        ["staging", "production-eu", "production-us"],
        [
            new("storefront", "Storefront",
            [
                new("staging", "/deployments/1287", "4.8.0-rc.2", "", Verified, Ago(3), ""),
                new("production-eu", "/deployments/1201", "4.7.3", "", Verified, Ago(6 * 24), ""),
                new("production-us", "/deployments/1202", "4.7.3", "", Verified, Ago(6 * 24), ""),
            ]),
            new("payments", "Payments",
            [
                new("staging", "/deployments/1288", "2.14.1", "", Verified, Ago(minutes: 61), ""),
                new("production-eu", "/deployments/1291", "2.14.0", "2.14.1", new Sign(Mark.Ask, "Paused"),
                    null, "2.14.0"),
            ]),
            new("search", "Search",
            [
                new("staging", "/deployments/1280", "3.9.0", "", Verified, Ago(50), ""),
                new("production-us", "/deployments/1290", "3.9.0", "", new Sign(Mark.Hold, "On hold"),
                    Ago(minutes: 44), "3.8.4"),
            ]),
        ],
        false);

    public static IReadOnlyList<GateView> Gates =>
    [
        Gate("criteria", Passed, "Acceptance criteria met, PRs merged",
            "14 of 14 items done, 9 of 9 pull requests merged",
            3, new("Rule", "Guide line 14"), new("Subject", "`9f3c2ad`"), new("Valid", "until the commit changes")),
        Gate("ci", Passed, "CI passing", "Pipeline 8123, 2,418 tests, 0 failed", 3,
            new("Rule", "Guide line 15"), new("Subject", "`9f3c2ad`, image `sha256:5be1..e07`")),
        Gate("scan", new Sign(Mark.Stale, "Stale"), "Security scans", "0 critical, 0 high, 3 medium", 26,
            new("Rule", "Guide line 15"), new("Subject", "`9f3c2ad`, image `sha256:5be1..e07`"),
            new("Source", "Trivy 0.69 as SARIF"), new("Why stale", "Evidence of this kind is good for 24 h.")) with
        {
            Open = true,
            Waivable = true,
            Command = "plimsoll evidence add storefront 4.8.0 --sarif scan.sarif",
        },
        Gate("notes", Passed, "Release notes drafted", "All 6 sections filled", 1,
            new FactView("Rule", "Guide line 16")),
        Gate("plan", Passed, "Rollback plan rehearsed", "Rolled back and forward on staging in 3 min 40 s", 2,
            new FactView("Rule", "Guide line 17")),
        Gate("smoke", new Sign(Mark.Waive, "Waived"), "Smoke tests prepared",
            "11 of 12 ready; gift card test waived until Fri 27 Nov", 5, new FactView("Rule", "Guide line 18")),
        Gate("sign-off", new Sign(Mark.Sign, "Waits for you"), "Sign-off", "0 of 1 Release Manager", 1,
            new FactView("Rule", "House default, minor releases")) with
        {
            Confirming = "You state that the release may go.",
        },
    ];

    public static ReleaseView Release => new(
        "storefront", "Storefront", "4.8.0", "Minor", 2,
        [
            new("branch", "`9f3c2ad` on main"), new("box", "candidate 2, sealed 13:05"),
            new("guide", "Guide 3f9c2ad1"), new("user", "Created by a Developer"),
        ],
        "Not yet safe to ship: 2 of 7 gates open",
        "If both close today, production can start at once.",
        new ShipView("Ship it", "2 targets, about 14 min.", false),
        "Nobody can ship 4.8.0 any more. What runs stays.",
        null,
        [
            new(new Sign(Mark.Stale, "stale"), "Security scan is too old",
                "Scanned 26 h ago, the limit is 24 h. Anyone can run it again.",
                "plimsoll evidence add storefront 4.8.0 --sarif scan.sarif", "#gate-scan", "See the gate"),
            new(new Sign(Mark.Sign, "waiting for you"), "Sign-off by a Release Manager is missing",
                "You can give it. The creator of the release cannot.", "", "#sign", "Sign off"),
        ],
        new PipelineView("From the guide, lines 21 to 26",
        [
            new(Done, "Window", "Any time"), new(Pending, "Backup", "Restore point orders_production_before_4_8_0_at_midnight"),
            new(Done, "Staging and smoke", "11 of 11 passed"), new(Pending, "Production", "http_server_requests_errors_per_second is above its limit"),
            new(Pending, "Verification", "Smoke, error rate for 15 min"),
            new(Pending, "Announce", "Stakeholders, Support"),
        ]),
        Gates,
        new NotesView("Saved by ada 13:31",
        [
            new("release", "Release", "Storefront 4.8.0", true),
            new("summary", "Summary", "Customers can save a basket and come back to it on any device.", true),
            new("changes", "Notable changes", "- Saved baskets for signed-in customers\n- Delivery dates shown"),
            new("migration", "Migration steps", "None for users. Table `basket_item` gains a column."),
            new("issues", "Known issues", ""),
        ], true),
        new SignOffView(
            "Release Manager", "Binds to `9f3c2ad` and image `5be1..e07`. A new candidate needs a new sign-off."),
        new RollbackPlanView("3:40", "measured on staging today", "Returns production to `4.7.3`, the last known good.",
            [new("Decides", "Release Manager"), new("Data", "Compatible"),
                new("Restore point", "Taken at backup step")],
            "You state that these steps bring production back and that data survives it."),
        [new("w1", new Sign(Mark.Waive, "waived"), "Gift card smoke test", "Ends Fri 27 Nov 18:00", "")],
        [
            new("Release Manager", "ada, you", null, ""),
            new("QA/Testing Specialist", "grace", new Sign(Mark.Ok, "Signed off"), ""),
            new("Security Lead", "linus", null, "Not required"),
        ],
        false);

    private static GateView Gate(
        string id, Sign sign, string title, string detail, int hours, params FactView[] evidence) =>
        new(id, sign, title, detail, Ago(hours), evidence, "", "", false, false);

    public static DeploymentView Deployment => new(
        "1291", "payments", "Payments", "Payments 2.14.1 to production-eu", new Sign(Mark.Ask, "Paused, waits for you"),
        "One target failed its health probe; 5 of 6 serve customers.", Ago(0, 11, 41), "Patch",
        [new("branch", "`c41e7b0`"), new("user", "Started by a Developer, 14:24")],
        new QuestionView("q1", "/deployments/1291/answer-question",
            "pay-eu-4 failed its health probe 3 times. What should happen?",
            "Asked 14:33, no answer by 15:03 fails the deployment",
            "Probe `GET /healthz` answered 503 with `ledger: connection refused`.",
            [
                new("retry", "retry", "Retry", "Run the probe again on pay-eu-4", Proposed: true),
                new("skip", "fwd", "Skip", "Go on without this check. Recorded as a waiver"),
                new("exclude", "out", "Exclude target", "Leave pay-eu-4 out, do the rest"),
                new("fail", "x", "Fail", "Stop here, keep what is deployed"),
                new("rollback", "back", "Roll back", "Return 4 targets to 2.14.0, about 2 min", Risky: true),
            ]),
        null,
        new GridView("step 6 of 8, 3 of 6 targets done",
            [
                new("pay-eu-1", "Canary"), new("pay-eu-2", "Batch 1"), new("pay-eu-3", "Batch 1"),
                new("pay-eu-4", "Batch 2", true), new("pay-eu-5", "Batch 2"), new("pay-eu-6", "Batch 2"),
            ],
            [
                new("Preflight", Cells(6)), new("Backup", [new(Succeeded, "ledger-db snapshot at 14:24, 38 GB", 6)]),
                new("Deploy", Cells(4)), new("Start", Cells(4)),
                new("Health probe",
                    [.. Cells(4).Take(3), new(new Sign(Mark.Fail, "failed"), "3 tries"), .. Cells(0).Take(2)]),
                new("Smoke tests", [new(Succeeded, "18 of 18"), new(Pending, "after the last batch", 5)]),
            ]),
        [
            new(Passed, "health", "200 from 3 of 3 targets", Ago(0, 3)),
            new(new Sign(Mark.Fail, "failed"), "error rate", "4.1 % over 60 s, the limit is 1 %", Ago(0, 2)),
        ],
        new OutputView(
            [new("All targets", "?", true), new("pay-eu-4", "?target=pay-eu-4", false),
                new("Errors 1", "?errors=1", false)],
            [
                new(Ago(0, 4), "pay-eu-4", "Deploy, attempt 1", LogKind.Heading),
                new(Ago(0, 4), "pay-eu-4", "\u001b[32mpull payments@sha256:77ac..19d done\u001b[0m, 61 MB in 6.2 s"),
                new(Ago(0, 3), "pay-eu-4", "ledger pool: 0 of 8 connections <b>", LogKind.Warning),
                new(Ago(0, 3), "pay-eu-4", "GET /healthz 503 ledger: connection refused 10.4.2.17:5432", LogKind.Error),
                new(Ago(0, 2), "plimsoll", "Paused, asked Release Manager and on-call", LogKind.Heading),
            ],
            "", "/deployments/1291/log"),
        new RollbackView(
            "2.14.0", "Puts 4 targets back on `2.14.0`, the last known good. No data is lost. About 1 min 50 s."),
        "Work on the targets is stopped; what was switched stays switched and the lane is mixed.",
        "",
        [new("Gates at start", "6 of 6 passed, 14:24:02"), new("Image", "`sha256:77ac..19d`")],
        false);

    public static DeploymentLogView Log => new(
        "1291", "payments", "Payments", "Payments 2.14.1 to production-eu", "Lines 499,980 to 1,000,000 of 1,000,000.", "pool",
        [
            new(1, "1. Preflight on pay-eu-1: succeeded", false),
            new(2, "2. Switch to the new release and wait until all of its customers are served, try 3 on pay-eu-4: failed", true),
        ],
        [
            new("499980", "L499980", "?attempt=2&line=499980#L499980", Ago(0, 4), "pull payments@sha256:77ac..19d done <b>"),
            new("499981", "L499981", "?attempt=2&line=499981#L499981", Ago(0, 3), "ledger pool: 0 of 8 connections", true),
            new("", "", "", null, "Lines 499,982 to 999,999 are not kept."),
            new("1000000", "L1000000", "?attempt=2&line=1000000#L1000000", Ago(0, 3), new string('x', 2000)),
        ],
        new LogWays("?attempt=2&from=1", "?attempt=2&from=499480", "?attempt=2&from=1000000", "?attempt=2&from=999501"),
        "/deployments/1291/raw");

    private static ActionCell[] Cells(int done) =>
        [
            .. from i in Enumerable.Range(0, 6)
               select i < done ? new ActionCell(Succeeded, $"{20 + i} s") : new ActionCell(Pending, ""),
        ];

    public static ReleasesView Releases => new(
        "3 releases are open; none is safe to ship yet.",
        [new("Open", "/releases", true), new("All", "/releases?state=all", false)],
        [
            new("/releases/storefront/4.8.0", "Storefront", "4.8.0", "Minor", [.. Gates.Select(g => g.Sign)],
                new Sign(Mark.Wait, "Blocked"), "2 of 7 gates open", Ago(5), "ada"),
            new("/releases/payments/2.14.1", "Payments", "2.14.1", "Patch", [Passed, Passed, Passed],
                new Sign(Mark.Run, "Shipping"), "production-eu, step 6 of 8", Ago(26), "grace"),
        ],
        "/releases?before=12", new NewReleaseView([("storefront", "Storefront"), ("payments", "Payments")]));

    public static DeploymentsView Deployments => new(
        "1 deployment runs, 1 waits for a person.",
        [new("All", "/deployments", true), new("Production", "/deployments?stage=production", false)],
        [
            new("/deployments/1291", "1291", "Payments", "2.14.1", "production-eu", "Deploy",
                new Sign(Mark.Ask, "Paused"),
                "waits for ada", Ago(0, 12), null, "grace"),
            new("/deployments/1290", "1290", "Search", "3.8.4", "production-us", "Rollback",
                new Sign(Mark.Ok, "Succeeded"),
                "", Ago(0, 44), TimeSpan.FromSeconds(100), "system"),
        ], "", false);

    public static OutboxView Outbox => new(
        "1 message waits: no mail server is set; 1 was sent.",
        "Messages stay here as not sent: no mail server is configured. Set `PLIMSOLL_SMTP` and start again.",
        [
            new("1", new Sign(Mark.Wait, "Not sent"), "Storefront 1.1.0 is in production", "stakeholders, support",
                "No mail server configured.", Ago(0, 5), "Storefront 1.1.0 is in production.\n\nNew: saved baskets.",
                [new("About", "`release/storefront/1.1.0`"), new("Attempts", "0")], true),
            new("2", new Sign(Mark.Ok, "Sent"), "Storefront 1.0.0 is in production", "support",
                "Accepted by `mail.example`.", Ago(2), "Hello", [new("Attempts", "1")], false),
        ], "");
}
