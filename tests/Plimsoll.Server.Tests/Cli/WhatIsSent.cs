using System.Text.Json.Nodes;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class WhatIsSent
{
    private const string S = "storefront 1.1.0";
    private const string R = "releases/storefront/1.1.0";

    [Theory]
    [InlineData("service adopt storefront 1.0.0 --environment production", "services/storefront/adopt",
        """{"version":"1.0.0","environment":"production"}""")]
    [InlineData("service hold storefront production --reason \"fair day\"", "services/storefront/production/hold",
        """{"reason":"fair day","owner":"","expires":null}""")]
    [InlineData("service hold storefront production --reason fair --owner Support --until 2026-03-02T10:00Z",
        "services/storefront/production/hold", """{"reason":"fair","owner":"Support","expires":"2026-03-02T10:00:00+00:00"}""")]
    [InlineData("service align storefront production --reason fixed", "services/storefront/production/align",
        """{"reason":"fixed"}""")]
    [InlineData($"release plan-start {S} 2026-03-02T10:00Z --expires 2h", $"{R}/plan-start",
        """{"at":"2026-03-02T10:00:00+00:00","expires":"2026-03-02T12:00:00+00:00"}""")]
    [InlineData("service lift storefront production hold-3 --reason over", "services/storefront/production/lift",
        """{"hold":"hold-3","reason":"over"}""")]
    [InlineData($"release criterion add {S} \"Loads fast\"", $"{R}/add-criterion", """{"text":"Loads fast"}""")]
    [InlineData($"release criterion meet {S} 2", $"{R}/meet-criterion", """{"number":2}""")]
    [InlineData($"release confirm {S} prs-merged --comment seen", $"{R}/confirm",
        """{"gate":"prs-merged","comment":"seen"}""")]
    [InlineData($"release sign-off {S} --role \"Release Manager\"", $"{R}/sign-off",
        """{"role":"Release Manager","candidate":0,"comment":""}""")]
    [InlineData($"release sign-off {S} --role QA --candidate 3 --comment ok", $"{R}/sign-off",
        """{"role":"QA","candidate":3,"comment":"ok"}""")]
    [InlineData($"release sign-off {S} --role QA --self", $"{R}/sign-off",
        """{"role":"QA","candidate":0,"comment":"","self":true}""")]
    [InlineData($"release sign-off-in-emergency {S} --reason now", $"{R}/sign-off-in-emergency",
        """{"candidate":0,"reason":"now"}""")]
    [InlineData($"release confirm-emergency {S}", $"{R}/confirm-emergency", """{"comment":""}""")]
    [InlineData($"release take-back-sign-off {S} --role QA", $"{R}/take-back-sign-off",
        """{"role":"QA","candidate":0,"comment":""}""")]
    [InlineData($"release waive {S} security-scan --reason known --until 2026-03-02T10:00Z", $"{R}/request-waiver",
        """{"gate":"security-scan","reason":"known","until":"2026-03-02T10:00:00+00:00"}""")]
    [InlineData($"release grant-waiver {S} security-scan", $"{R}/grant-waiver", """{"gate":"security-scan"}""")]
    [InlineData($"release withdraw {S} --reason bad", $"{R}/withdraw", """{"reason":"bad"}""")]
    [InlineData($"release refresh {S}", $"{R}/refresh", "{}")]
    [InlineData($"release plan-rollback {S} --steps back", $"{R}/plan-rollback",
        """{"steps":"back","data":"none","mitigation":"","decides":""}""")]
    [InlineData($"release plan-rollback {S} --steps back --data irreversible --mitigation forward --decides cto",
        $"{R}/plan-rollback",
        """{"steps":"back","data":"irreversible","mitigation":"forward","decides":"cto"}""")]
    [InlineData($"release tell-customers {S} --text soon", $"{R}/tell-customers", """{"text":"soon","again":false}""")]
    [InlineData($"release complete-step {S} dns --note moved", $"{R}/complete-step",
        """{"step":"dns","skip":false,"note":"moved"}""")]
    [InlineData($"release complete-step {S} dns --note none --skip", $"{R}/complete-step",
        """{"step":"dns","skip":true,"note":"none"}""")]
    [InlineData($"release acknowledge-announcement {S}", $"{R}/acknowledge-announcement", "{}")]
    [InlineData($"release cancel-shipment {S} --reason late", $"{R}/cancel-shipment", """{"reason":"late"}""")]
    [InlineData("deployment cancel d-1 --reason wrong", "deployments/d-1/cancel", """{"reason":"wrong"}""")]
    [InlineData("deployment retry d-1", "deployments/d-1/retry", "{}")]
    [InlineData("deployment answer d-1 rollback --reason broken", "deployments/d-1/answer",
        """{"choice":"rollback","reason":"broken"}""")]
    [InlineData("outbox retry 12-mail", "outbox/12-mail/retry", "{}")]
    public async Task Each_command_is_one_request_in_a_name_with_a_key_and_ends_with_what_comes_next(
        string line, string path, string body)
    {
        await using var server = await FakeServer.Start();
        server.On($"POST {path}", [new { position = 7, version = 2 }]);
        using var shell = new Shell(server);

        var said = await shell.Type(line);

        Assert.Equal(0, said.Code);
        Assert.Equal("", said.Out);
        Assert.Contains("\nNext: plimsoll ", said.Err, StringComparison.Ordinal);
        var asked = Assert.Single(server.Requests);
        Assert.Equal($"POST {path}", asked.What);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(asked.Body)), asked.Body);
        Assert.Equal("ada", asked.As);
        Assert.Matches("^\"[0-9a-f]{32}\"$", asked.Key);
    }

    [Fact]
    public async Task With_json_the_answer_is_data_and_nothing_else_is_said()
    {
        await using var server = await FakeServer.Start();
        server.On($"POST {R}/refresh", [new { position = 7, version = 2 }]);
        using var shell = new Shell(server);

        var said = await shell.Type($"release refresh {S} --json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"position":7,"version":2}"""), JsonNode.Parse(said.Out)));
        Assert.Equal("", said.Err);
    }

    [Theory]
    [InlineData("passed", 0)]
    [InlineData("error", 1)]
    public async Task Rehearsing_prints_what_ran_and_fails_where_nothing_did(string verdict, int code)
    {
        await using var server = await FakeServer.Start();
        server.On($"POST {R}/rehearse", [new EvidenceAnswer("smoke-prepared", verdict, "home ran on staging", [])]);
        using var shell = new Shell(server);

        var said = await shell.Type($"release rehearse {S}");

        Assert.Equal((code, $"smoke-prepared: {verdict}\nhome ran on staging"), (said.Code, said.Out.TrimEnd()));
    }

    [Fact]
    public async Task Creating_sends_what_was_typed_and_prints_what_was_sealed()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/create",
            [new SealedView("storefront", "1.1.0", "minor", 1, "abc1234", "9f00", 12, ["The tag moved."])]);
        using var shell = new Shell(server);

        var said = await shell.Type($"release create {S} --type minor --ref main --fixes INC-1");

        Assert.Equal(0, said.Code);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """{"service":"storefront","version":"1.1.0","type":"minor","ref":"main","fixes":"INC-1"}"""),
            JsonNode.Parse(server.The("POST releases/create").Body)));
        Assert.Equal(
            """
            storefront 1.1.0 (minor), candidate 1
            Commit   abc1234
            SHA-256  9f00
            Changes  12

            Note: The tag moved.

            """.ReplaceLineEndings("\n"), said.Out);
        Assert.Contains("Next: plimsoll release why storefront 1.1.0", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_server_that_catches_up_is_asked_again_under_the_same_key() =>
        IsAskedAgain(new Reply(503, "text/plain", "", RetryAfter: 0));

    [Fact]
    public Task Where_a_proxy_lost_the_server_another_is_asked_under_the_same_key() =>
        IsAskedAgain(new Reply(502, "text/html", "<h1>502 Bad Gateway</h1>"));

    private static async Task IsAskedAgain(Reply first)
    {
        await using var server = await FakeServer.Start();
        server.On($"POST {R}/refresh", first, new Reply(200, "application/json", "{}"));
        using var shell = new Shell(server) { Clock = new NoWaiting() };

        var said = await shell.Type($"release refresh {S}");

        Assert.Equal(0, said.Code);
        Assert.Equal(2, server.Requests.Count);
        Assert.Single(server.Requests.Select(r => r.Key).Distinct());
    }

    [Fact]
    public async Task A_token_is_not_made_again_where_a_proxy_lost_the_server_that_may_have_made_one()
    {
        await using var server = await FakeServer.Start();
        server.On("POST access/tokens", new Reply(502, "text/html", "<h1>502 Bad Gateway</h1>"));
        using var shell = new Shell(server) { Clock = new NoWaiting() };

        var said = await shell.Type("token create ci");

        Assert.Equal(1, said.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_waiver_lasts_a_day_unless_said_otherwise()
    {
        await using var server = await FakeServer.Start();
        server.On($"POST {R}/request-waiver", [new { }]);
        using var shell = new Shell(server);
        var before = DateTimeOffset.UtcNow;

        await shell.Type($"release waive {S} security-scan --reason known");

        var until = JsonNode.Parse(server.The($"POST {R}/request-waiver").Body)?["until"]?.GetValue<DateTimeOffset>();
        Assert.InRange(until ?? default, before.AddHours(24), DateTimeOffset.UtcNow.AddHours(24));
    }

    [Fact]
    public async Task A_time_that_is_none_is_refused_before_anything_is_sent()
    {
        await using var server = await FakeServer.Start();
        using var shell = new Shell(server);

        var said = await shell.Type($"release waive {S} security-scan --reason known --until soon");

        Assert.Equal(2, said.Code);
        Assert.Empty(server.Requests);
    }
}
