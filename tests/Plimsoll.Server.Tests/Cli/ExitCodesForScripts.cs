namespace Plimsoll.Server.Tests.Cli;

public sealed class ExitCodesForScripts
{
    [Theory]
    [InlineData(404, "not-found", 1)]
    [InlineData(422, "invalid", 2)]
    [InlineData(403, "forbidden", 4)]
    [InlineData(409, "blocked", 5)]
    [InlineData(409, "too-late", 6)]
    [InlineData(409, "conflict", 6)]
    [InlineData(412, "conflict", 6)]
    [InlineData(500, "", 1)]
    [InlineData(422, "", 2)]
    [InlineData(403, "", 4)]
    public async Task A_refusal_of_the_server_has_its_own_code(int status, string problem, int code)
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/withdraw", FakeServer.Refuse(status, problem, "Because it is so."));
        using var shell = new Shell(server);

        var said = await shell.Type("release withdraw storefront 1.1.0 --reason late");

        Assert.Equal(code, said.Code);
        Assert.Equal("", said.Out);
        Assert.StartsWith("Error: Because it is so.\n", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_several_lines_keeps_them()
    {
        await using var server = await FakeServer.Start();
        server.On(
            "POST services/s/production/hold", FakeServer.Refuse(422, "invalid", "Nothing was done.\nLine\e two.\n"));
        using var shell = new Shell(server);

        var said = await shell.Type("service hold s production --reason x");

        Assert.Equal("Error: Nothing was done.\nLine␛ two.\n", said.Err);
    }

    [Fact]
    public async Task A_token_that_is_not_known_is_not_allowed_and_says_where_one_is()
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", new Reply(401, "text/plain", ""));
        using var shell = new Shell(server);

        var said = await shell.Type("service list");

        Assert.Equal(4, said.Code);
        Assert.Contains("does not know this token", said.Err, StringComparison.Ordinal);
        Assert.Contains("--token-file", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_blocks_is_listed_with_who_clears_it_and_what_to_type()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/ship",
            FakeServer.Refuse(409, "blocked", "1 of 7 gates is open.", Wired.Blocker));
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0");

        Assert.Equal(5, said.Code);
        Assert.Equal(
            """
            Error: 1 of 7 gates is open.
              - Security scans have not run for this commit (guide line 15)
                Security can clear it:
                plimsoll evidence add storefront 1.1.0 --sarif FILE

            """.ReplaceLineEndings("\n"), said.Err);
    }

    [Fact]
    public async Task With_json_a_refusal_is_one_object_on_standard_error()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/ship",
            FakeServer.Refuse(409, "blocked", "1 of 7 gates is open.", Wired.Blocker));
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0 --json");

        using var problem = System.Text.Json.JsonDocument.Parse(said.Err);
        Assert.Equal("blocked", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(5, problem.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Equal(15, problem.RootElement.GetProperty("blockers")[0].GetProperty("line").GetInt32());
        Assert.Equal("", said.Out);
    }

    [Theory]
    [InlineData("<html>hello</html>", "text/html")]
    [InlineData("{}", "application/json")]
    [InlineData("[{\"name\":\"x\"}]", "application/json")]
    public async Task An_answer_of_another_program_is_told_as_that(string body, string type)
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", new Reply(200, type, body));
        using var shell = new Shell(server);

        var said = await shell.Type("service list");

        Assert.Equal(1, said.Code);
        Assert.Contains("did not answer as this version of Plimsoll does", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_shown_in_part_and_made_harmless()
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", new Reply(502, "text/html", "<h1>Bad\e[2J gateway</h1>" + new string('x', 9000)));
        using var shell = new Shell(server) { Clock = new NoWaiting() };

        var said = await shell.Type("service list");

        Assert.Equal(1, said.Code);
        Assert.Contains("answered 502 without saying why", said.Err, StringComparison.Ordinal);
        Assert.Contains("<h1>Bad␛[2J gateway", said.Err, StringComparison.Ordinal);
        Assert.True(said.Err.Length < 1000);
    }
}
