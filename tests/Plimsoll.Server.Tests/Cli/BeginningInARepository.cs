namespace Plimsoll.Server.Tests.Cli;

public sealed class BeginningInARepository
{
    [Fact]
    public async Task Defaults_make_a_file_that_passes_its_own_check()
    {
        using var shell = new Shell();
        shell.File("package.json", """{"name":"box-office","scripts":{"build":"tsc"}}""");

        var said = await shell.Type("init --yes");
        var check = await shell.Type("service check plimsoll.yaml");

        Assert.Equal((0, 0), (said.Code, check.Code));
        Assert.Equal(Path.Combine(shell.Folder, "plimsoll.yaml") + "\n", said.Out);
        Assert.Contains("box-office; 0 errors", check.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_five_questions_are_asked_and_a_bad_answer_is_asked_again()
    {
        using var shell = new Shell { Person = true, Input = "Not A Name\nbox-office\ngrace\n\nno\n\n" };

        var said = await shell.Type("init");

        Assert.Equal(0, said.Code);
        Assert.Contains("A name has lower-case letters", said.Err, StringComparison.Ordinal);
        var text = File.ReadAllText(Path.Combine(shell.Folder, "plimsoll.yaml"));
        Assert.Contains("\nname: box-office\n", text, StringComparison.Ordinal);
        Assert.Contains("Release Manager: [grace]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_alone()
    {
        using var shell = new Shell();
        shell.File("plimsoll.yaml", "mine\n");

        var said = await shell.Type("init --yes");

        Assert.Equal(6, said.Code);
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(shell.Folder, "plimsoll.yaml")));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_says_how_to_go_on()
    {
        using var shell = new Shell();

        var said = await shell.Type("init");

        Assert.Equal(2, said.Code);
        Assert.Contains("Add --yes", said.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(shell.Folder, "plimsoll.yaml")));
    }
}
