using System.Text.RegularExpressions;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class LookingAtTheSurroundings
{
    [Fact]
    public async Task The_doctor_finds_everything_in_order()
    {
        await using var server = await Healthy();
        server.On("GET guide", [new { guide = "guide.md" }]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(0, said.Code);
        Assert.All(["address", "server", "token", "servers", "health", "guide", "journal", "git"],
            what => Assert.Matches($"(?m)^{what} +ok ", said.Out));
    }

    [Fact]
    public async Task What_is_missing_is_told_with_what_to_do()
    {
        await using var server = await Healthy();
        server.On("GET guide", [FakeServer.Refuse(
            404, "not-found", "No guide is applied; apply one with `plimsoll guide apply FILE`.")]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.Contains("No guide is applied; apply one with `plimsoll guide apply FILE`.", said.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_servers_it_tells_who_works_and_who_is_not_heard_of_and_each_part_that_is_not_well()
    {
        await using var server = await Healthy(
            new NodesView(7, [Node("db1:7441", "works", works: true), Node("db2:7441", "has not been heard of for 9 s", heard: false)]),
            new Reply(503, "application/json", """
            {"status":"red","parts":[{"name":"journal","status":"red","sentence":"The journal cannot be written.","todo":"Look at the database."},
             {"name":"secrets","status":"amber","sentence":"The key file is gone.","todo":"Put it back."},
             {"name":"disk","status":"green","sentence":"There is room.","todo":""}]}
            """));
        server.On("GET guide", [new { guide = "guide.md" }]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.Matches("(?m)^servers +amber +db1:7441 does the work; 1 answer, 1 not heard of +plimsoll server nodes", said.Out);
        Assert.Matches(@"(?m)^journal +failed +The journal cannot be written\. +Look at the database\.", said.Out);
        Assert.Matches("(?m)^secrets +amber ", said.Out);
        Assert.DoesNotContain("There is room", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_server_that_waits_is_told_with_what_lets_it_act()
    {
        await using var server = await Healthy(
            new NodesView(7, [Node("db1:7441", "It was restored and waits: plimsoll server activate")]));
        server.On("GET guide", [new { guide = "guide.md" }]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.Matches("(?m)^servers +failed +No server does the work.* plimsoll server activate$", said.Out.Replace("  \n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_whose_database_is_away_is_told_at_once_and_each_row_says_what_to_do()
    {
        const string why = "The database has not answered this server since 10:00:00 UTC: it is gone.";
        await using var server = await Healthy(new NodesView(7, [Node("db1:7441", "the database does not answer")]) { CutOff = why });
        server.On("GET guide", [new { guide = "guide.md" }]);
        using var shell = new Shell(server);

        var (doctor, nodes) = (await shell.Type("doctor"), await shell.Type("server nodes"));

        Assert.Matches($"(?m)^servers +failed +{Regex.Escape(why)} +See that its database runs", doctor.Out);
        Assert.Equal(0, nodes.Code);
        Assert.Contains("the database does not answer", nodes.Out, StringComparison.Ordinal);
        Assert.Contains($"{why}\nSee that its database runs", nodes.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_servers_differ_in_their_mail_is_told_with_what_to_do_and_is_no_failure()
    {
        const string why = "db1:7441 has a mail server, db2:7441 has none.";
        await using var server = await Healthy(new NodesView(7, [Node("db1:7441", "works", works: true)]) { Unlike = why });
        server.On("GET guide", [new { guide = "guide.md" }]);
        using var shell = new Shell(server);

        var (doctor, nodes) = (await shell.Type("doctor"), await shell.Type("server nodes"));

        Assert.Equal(0, doctor.Code);
        Assert.Matches($"(?m)^mail of all +amber +{Regex.Escape(why)} +Start all of them with the same PLIMSOLL_MAIL_HOST", doctor.Out);
        Assert.Contains($"{why} Start all of them with the same PLIMSOLL_MAIL_HOST", nodes.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_server_cannot_even_tell_who_asks_nobody_waits_for_its_database()
    {
        await using var server = (await FakeServer.Start()).On("GET /health/live", [new Reply(200, "text/plain", "Healthy")]);
        foreach (var what in (string[])["nodes", "services", "guide", "journal/verify"]) server.On($"GET {what}", [Away]);
        using var shell = new Shell(server);

        var (doctor, nodes) = (await shell.Type("doctor"), await shell.Type("server nodes"));

        Assert.All(["token", "servers", "guide", "journal"],
            what => Assert.Matches($"(?m)^{what} +unreachable +It is away\\. +See that its database runs", doctor.Out));
        Assert.Equal(1, nodes.Code);
        Assert.Contains("Do: See that its database runs", nodes.Err, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count(asked => asked.What == "GET nodes"));
    }

    [Theory]
    [InlineData(401, "unauthorized", "not signed in")]
    [InlineData(403, "forbidden", "not allowed")]
    public async Task Who_is_not_let_in_is_not_told_that_something_is_missing(int status, string code, string state)
    {
        await using var server = await FakeServer.Start();
        server.On("GET /health/live", [new Reply(200, "text/plain", "Healthy")]);
        foreach (var what in (string[])["services", "guide", "journal/verify"])
            server.On($"GET {what}", [FakeServer.Refuse(status, code, "Nothing was done.")]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.All(["token", "guide", "journal"], what => Assert.Matches($"(?m)^{what} +{state} ", said.Out));
        Assert.DoesNotContain("guide apply", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_the_doctor_still_looks_at_the_rest()
    {
        using var shell = new Shell();

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.Matches("(?m)^address +missing ", said.Out);
        Assert.Matches("(?m)^git +ok ", said.Out);
    }

    [Fact]
    public async Task The_link_into_the_pages_is_data()
    {
        await using var server = await FakeServer.Start();
        server.On("POST access/link", [new { url = "http://127.0.0.1:7440/access?once=abc" }]);
        using var shell = new Shell(server);
        shell["SSH_CONNECTION"] = "there";

        var said = await shell.Type("open");

        Assert.Equal("http://127.0.0.1:7440/access?once=abc\n", said.Out);
        Assert.Contains("ssh -L ", said.Err, StringComparison.Ordinal);
    }

    private static Reply Away => FakeServer.Refuse(503, "store.away", "It is away.") with { RetryAfter = 5 };

    private static NodeView Node(string name, string state, bool works = false, bool heard = true) =>
        new(name, name, "", "0.1.0", state, null, null, 7, 0, 0) { IsThis = heard, IsHeard = heard, Works = works };

    private static async Task<FakeServer> Healthy(NodesView? nodes = null, Reply? health = null) => (await FakeServer.Start())
        .On("GET /health/live", [new Reply(200, "text/plain", "Healthy")])
        .On("GET /health", [health ?? new Reply(200, "application/json", """{"status":"green","parts":null}""")])
        .On("GET nodes", [nodes ?? new NodesView(3, [Node("db1:7440", "works", works: true)])])
        .On("GET services", [Array.Empty<object>()])
        .On("GET journal/verify", [new JournalView(3, true, "All 3 facts hold.")]);
}
