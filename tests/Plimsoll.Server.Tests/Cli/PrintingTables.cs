using Plimsoll.Cli;

namespace Plimsoll.Server.Tests.Cli;

public sealed class PrintingTables
{
    [Fact]
    public void Columns_stand_under_their_headings_and_nothing_trails()
    {
        var table = Table.Of(["A", "LONGER"], [["value", ""], ["x", "y"], ["çé", "z"]]);

        Assert.Equal("A      LONGER\nvalue\nx      y\nçé     z\n", table);
    }

    [Fact]
    public void Facts_that_are_not_there_take_no_line()
    {
        Assert.Equal("Name   x\nSince  y\n", Table.Facts(("Name", "x"), ("Fixes", ""), ("Since", "y")));
    }

    [Fact]
    public void Text_from_elsewhere_cannot_move_the_cursor_break_the_table_or_turn_the_words_around()
    {
        var table = Table.Of(["A", "B"], [["red\e[31m", "two\nlines"], ["\u202eevil", "\u009b1m"]]);

        Assert.Equal("A         B\nred␛[31m  two␊lines\n\ufffdevil     \ufffd1m\n", table);
    }

    [Fact]
    public async Task Services_are_one_row_for_each_environment()
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", [new[] { Wired.Service() }]);
        using var shell = new Shell(server);

        var said = await shell.Type("service list");

        Assert.Equal(
            """
            SERVICE     ENVIRONMENT  RUNS   LAST KNOWN GOOD  STATE
            storefront  production   1.1.0  1.0.0            free

            """.ReplaceLineEndings("\n"), said.Out);
    }

    [Fact]
    public async Task A_held_service_says_why_and_how_to_lift_it()
    {
        await using var server = await FakeServer.Start();
        server.On("GET services/storefront",
            [Wired.Service(holds: [new("hold-4", "verification failed", "plimsoll", Wired.At)])]);
        using var shell = new Shell(server);

        var said = await shell.Type("service show storefront");

        Assert.Contains("held: verification failed", said.Out, StringComparison.Ordinal);
        Assert.Contains("hold-4  production   plimsoll  2026-03-01 12:00:00 UTC  lifted  -      verification failed", said.Out,
            StringComparison.Ordinal);
        Assert.Contains("plimsoll service lift storefront production hold-4", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_a_deployment_is_read_page_by_page_to_its_end()
    {
        await using var server = await FakeServer.Start();
        server.On("GET deployments/d-1/log", [Wired.Log("p 2", false, "one", "\e[2Jtwo")]);
        server.On("GET deployments/d-1/log?after=p%202", [Wired.Log("", true, "three")]);
        using var shell = new Shell(server);

        var said = await shell.Type("deployment log d-1");

        Assert.Equal(
            """
            2026-03-01 12:00:00 UTC switch#1 | one
            2026-03-01 12:00:00 UTC switch#1 | ␛[2Jtwo
            2026-03-01 12:00:00 UTC switch#1 | three

            """.ReplaceLineEndings("\n"), said.Out);
    }

    [Fact]
    public async Task An_empty_list_says_so_and_what_fills_it()
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", [Array.Empty<object>()]);
        using var shell = new Shell(server);

        var said = await shell.Type("service list");

        Assert.Equal(("No services yet.\n", "Next: plimsoll service apply plimsoll.yaml\n"), (said.Out, said.Err));
    }
}
