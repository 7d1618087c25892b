using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class FindingTheServer
{
    private static readonly ServiceView[] None = [];

    [Fact]
    public async Task The_data_folder_says_where_it_is_and_who_may_ask()
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", [None]);
        using var shell = new Shell(server);

        var said = await shell.Type("service list");

        Assert.Equal(0, said.Code);
        var asked = server.The("GET services");
        Assert.Equal(("Bearer tok-1234", "ada"), (asked.Authorization, asked.As));
    }

    [Fact]
    public async Task When_nothing_runs_it_says_where_it_looked_and_what_to_type()
    {
        using var shell = new Shell();

        var said = await shell.Type("service list");

        Assert.Equal(1, said.Code);
        Assert.Contains("No Plimsoll server runs here.", said.Err, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(shell.Home, ".local/share/plimsoll/address"), said.Err, StringComparison.Ordinal);
        Assert.Contains("./run", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_nobody_answers_at_is_told_with_where_it_came_from()
    {
        using var shell = new Shell();
        var folder = Path.Combine(shell.Home, ".local/share/plimsoll");
        Shell.DataFolder(folder, "http://127.0.0.1:1", "t");

        var said = await shell.Type("service list");

        Assert.Equal(1, said.Code);
        Assert.Contains("Cannot reach Plimsoll at http://127.0.0.1:1/", said.Err, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder, "address"), said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flags_go_before_variables_and_variables_before_folders()
    {
        await using var flag = await FakeServer.Start();
        await using var variable = await FakeServer.Start();
        await using var folder = await FakeServer.Start();
        await using var user = await FakeServer.Start();
        foreach (var server in new[] { flag, variable, folder, user }) server.On("GET services", [None]);
        using var shell = new Shell();
        Settings(shell, $"server: {user.Address}");
        await shell.Type("service list");
        Shell.DataFolder(Path.Combine(shell.Folder, ".plimsoll"), folder.Address, "t");
        await shell.Type("service list");
        shell["PLIMSOLL_SERVER"] = variable.Address;
        await shell.Type("service list");
        await shell.Type($"service list --server {flag.Address}");

        Assert.Equal([1, 1, 1, 1], new[] { flag, variable, folder, user }.Select(s => s.Requests.Count));
    }

    [Fact]
    public async Task A_data_folder_named_by_a_variable_is_the_only_one_looked_at()
    {
        await using var server = await FakeServer.Start();
        using var shell = new Shell(server);
        shell["PLIMSOLL_DATA"] = "elsewhere";

        var said = await shell.Type("service list");

        Assert.Equal(1, said.Code);
        Assert.Contains("No Plimsoll server runs on the data folder elsewhere", said.Err, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("ftp://here")]
    [InlineData("here:8080/x y")]
    public async Task What_is_no_address_is_wrong_usage(string address)
    {
        using var shell = new Shell();

        var said = await shell.Run(["service", "list", "--server", address]);

        Assert.Equal(2, said.Code);
        Assert.Contains("is not a server's address (--server)", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_in_the_persons_own_file_is_named()
    {
        using var shell = new Shell();
        Settings(shell, "servr: http://127.0.0.1:1");

        var said = await shell.Type("service list");

        Assert.Equal(2, said.Code);
        Assert.Contains("unknown key: servr", said.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# only a comment\n")]
    [InlineData("server: ~\ntokenFile: null\n")]
    [InlineData("---\n\"server\": ''\n...\n")]
    public async Task A_persons_own_file_may_say_nothing(string text)
    {
        using var shell = new Shell();
        Settings(shell, text);

        var said = await shell.Type("service list");

        Assert.Contains("No Plimsoll server runs here.", said.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- server", "cli.yaml:1:1: this is not a list of keys and values.")]
    [InlineData("server:\n  data: [x]\n", "cli.yaml:2:3: this is not a list of keys and values.")]
    [InlineData("server: \"x", "this is not a list of keys and values.")]
    public async Task A_persons_own_file_that_is_no_list_of_keys_is_told_with_the_place(string text, string words)
    {
        using var shell = new Shell();
        Settings(shell, text);

        var said = await shell.Type("service list");

        Assert.Equal(2, said.Code);
        Assert.Contains(words, said.Err, StringComparison.Ordinal);
    }

    private static void Settings(Shell shell, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(shell.Home, ".config/plimsoll")).FullName;
        File.WriteAllText(Path.Combine(folder, "cli.yaml"), text);
    }
}
