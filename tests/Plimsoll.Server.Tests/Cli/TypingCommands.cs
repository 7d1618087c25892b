namespace Plimsoll.Server.Tests.Cli;

public sealed class TypingCommands
{
    [Theory]
    [InlineData("relase list", "release")]
    [InlineData("release shp storefront 1.1.0", "ship")]
    [InlineData("release withdraw storefront 1.1.0 --resaon late", "--reason")]
    public async Task A_misspelt_word_is_answered_with_the_nearest_one(string line, string meant)
    {
        using var shell = new Shell();

        var said = await shell.Type(line);

        Assert.Equal(2, said.Code);
        Assert.Equal("", said.Out);
        Assert.Contains($"Did you mean one of the following?\n{meant}", said.Err.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release withdraw storefront 1.1.0", "Option '--reason' is required.",
        "plimsoll release withdraw --help")]
    [InlineData("release show storefront", "Required argument 'VERSION' missing", "plimsoll release show --help")]
    [InlineData("release plan-rollback s 1.0.0 --steps x --data some", "'none'",
        "plimsoll release plan-rollback --help")]
    [InlineData("release criterion meet s 1.0.0 two", "two", "plimsoll release criterion meet --help")]
    public async Task What_is_missing_or_wrong_is_named_with_where_to_read_more(string line, string what, string help)
    {
        using var shell = new Shell();

        var said = await shell.Type(line);

        Assert.Equal(2, said.Code);
        Assert.Contains(what, said.Err, StringComparison.Ordinal);
        Assert.Contains(help, said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_noun_alone_lists_its_verbs_and_is_wrong_usage()
    {
        using var shell = new Shell();

        var said = await shell.Type("deployment");

        Assert.Equal(2, said.Code);
        Assert.Equal("", said.Out);
        Assert.Contains("watch <ID>", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_typed_shows_what_can_be_typed()
    {
        using var shell = new Shell();

        var said = await shell.Type("");

        Assert.Equal(0, said.Code);
        Assert.Contains("plimsoll [command] [options]", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_begins_with_an_at_sign_is_a_comment()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/s/1.0.0/confirm", [new { position = 1, version = 1 }]);
        using var shell = new Shell(server);

        await shell.Run(["release", "confirm", "s", "1.0.0", "prs-merged", "--comment", "@ada looked"]);

        Assert.Contains("\"comment\":\"@ada looked\"", server.The("POST releases/s/1.0.0/confirm").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_strange_letters_stays_one_part_of_the_path()
    {
        await using var server = await FakeServer.Start();
        server.On("GET releases/a%2Fb%3Fc/1.0.0+7/why", [FakeServer.Refuse(404, "not-found", "no")]);
        using var shell = new Shell(server);

        await shell.Run(["release", "why", "a/b?c", "1.0.0+7"]);

        var asked = Assert.Single(server.Requests);
        Assert.Equal("GET releases/a%2Fb%3Fc/1.0.0+7/why", asked.What);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_name_that_would_leave_the_path_is_refused_here(string name)
    {
        await using var server = await FakeServer.Start();
        using var shell = new Shell(server);

        var said = await shell.Run(["service", "show", name]);

        Assert.Equal(2, said.Code);
        Assert.Empty(server.Requests);
    }
}
