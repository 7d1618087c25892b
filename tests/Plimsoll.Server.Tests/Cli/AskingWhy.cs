using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class AskingWhy
{
    private const string Path = "GET releases/storefront/1.1.0/why";

    [Fact]
    public async Task Each_blocker_has_who_clears_it_and_the_command_on_its_own_line()
    {
        await using var server = await FakeServer.Start();
        var freeze = new BlockerView("lane.bad", "Only time clears this", "nobody", "", 0);
        server.On(Path, [new WhyView(false, "Not yet safe to ship: 2 of 7 gates open", [Wired.Blocker, freeze])]);
        using var shell = new Shell(server);

        var said = await shell.Type("release why storefront 1.1.0");

        Assert.Equal(5, said.Code);
        Assert.Equal(
            """
            Not yet safe to ship: 2 of 7 gates open
              - Security scans have not run for this commit (guide line 15)
                Security can clear it:
                plimsoll evidence add storefront 1.1.0 --sarif FILE
              - Only time clears this
                Nothing to type: only time clears it.

            """.ReplaceLineEndings("\n"), said.Out);
        Assert.Equal("Next: plimsoll evidence add storefront 1.1.0 --sarif FILE\n", said.Err);
    }

    [Fact]
    public async Task A_draft_says_once_that_it_is_sealed_first_and_what_is_pending_after_that()
    {
        await using var server = await FakeServer.Start();
        const string Seal = "plimsoll release seal storefront 1.1.0";
        server.On(Path, [new WhyView(false, "A draft", [
            new BlockerView("release.draft", "No candidate is sealed yet", "Developers", Seal, 0),
            Wired.Blocker with { Command = Seal },
            new BlockerView("gate.ci-green", "CI has not run", "Developers", Seal, 0),
        ])]);
        using var shell = new Shell(server);

        var said = await shell.Type("release why storefront 1.1.0");

        Assert.Equal(
            """
            A draft
              - No candidate is sealed yet
                Developers can clear it:
                plimsoll release seal storefront 1.1.0
                After that it waits for:
                  - Security scans have not run for this commit (guide line 15)
                  - CI has not run

            """.ReplaceLineEndings("\n"), said.Out);
    }

    [Fact]
    public async Task A_release_that_is_ready_answers_yes_and_how_to_ship_it()
    {
        await using var server = await FakeServer.Start();
        server.On(Path, [new WhyView(true, "Safe to ship: 7 of 7 gates passed", [])]);
        using var shell = new Shell(server);

        var said = await shell.Type("release why storefront 1.1.0");

        Assert.Equal((0, "Safe to ship: 7 of 7 gates passed\n"), (said.Code, said.Out));
        Assert.Equal("Next: plimsoll release ship storefront 1.1.0\n", said.Err);
    }
}
