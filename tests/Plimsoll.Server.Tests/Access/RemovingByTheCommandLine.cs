using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Access;

/// <summary>What is private, what is read and what is removed, as people type it.</summary>
public sealed class RemovingByTheCommandLine
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Zones_addresses_and_mistyped_scopes_are_typed()
    {
        await using var at = await PrivateHouse.Open();
        using var shell = new Shell();
        await Type("Ada", "people zone Europe/Berlin");
        await Type("Root", "people addresses ada@example.test --also ada@home.test");
        Assert.Equal(["ada@example.test", "ada@home.test"],
            (await Type("Root", "people addresses ada@home.test")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("ada@example.test, ada@home.test", (await Type("Ada", "people list")).Out, StringComparison.Ordinal);
        await Type("Root", "people addresses ada@example.test --also \"\"");
        Assert.Equal("ada@example.test", (await Type("Root", "people addresses ada@example.test")).Out.Trim());
        foreach (var line in (string[])["people grant vic@example.test Developers --for service/shpo",
            "people invite Typo typo@example.test --role Developers --for service/shpo", "people team shpo web"])
            Assert.Contains("Did you mean service/shop?", (await Try("Root", line)).Err, StringComparison.Ordinal);
        await Type("Root", "people grant vic@example.test Developers --for service/warehouse");
        Assert.Contains("is no time zone", (await Try("Ada", "people zone Mars")).Err, StringComparison.Ordinal);

        Task<Said> Type(string who, string line) => Typed(at, shell, who, line);
        Task<Said> Try(string who, string line) => at.Type(shell, who, line);
    }

    [Fact]
    public async Task A_private_incident_a_removal_and_narrowed_reading_are_typed()
    {
        await using var at = await PrivateHouse.Open();
        using var shell = new Shell();
        Assert.Contains("INC-1", (await Type("Ada", "incident declare \"A number is read aloud\" --private")).Out, StringComparison.Ordinal);
        Assert.Contains("(private)", (await Type("Ada", "incident show 1")).Out, StringComparison.Ordinal);
        await Type("Ada", "incident admit 1 vic@example.test");
        await Type("Vic", "incident show 1");
        await Type("Ada", "incident dismiss 1 vic@example.test");
        Assert.NotEqual(0, (await Try("Vic", "incident show 1")).Code);

        var place = (await Type("Sam", "journal find \"read aloud\"")).Out.Split('\n')
            .First(line => line.Contains("incident-declared", StringComparison.Ordinal)).Split(' ')[0];
        await Type("Sam", $"journal redact {place} --reason \"a number\"");
        Assert.Equal(4, (await Try("Sam", "journal confirm 1")).Code);
        await Type("Root", "journal confirm 1");
        Assert.Contains("confirmed", (await Type("Root", "journal removals")).Out, StringComparison.Ordinal);
        Assert.Contains("(removed)", (await Type("Ada", "incident show 1")).Out, StringComparison.Ordinal);
        await Type("Root", "journal verify");

        await Type("Ada", "incident public 1 --reason \"it is over\"");
        await Type("Ada", "incident private 1 --reason \"not yet\"");
        await Type("Root", "people reading its-scope --reason \"contractors\"");
        await Type("Root", "people leave vic@example.test --reason \"left\"");
        await Type("Sam", "people erase vic@example.test --reason \"asked to\"");
        await Type("Root", "journal refuse 2 --reason \"not yet\"");

        Task<Said> Type(string who, string line) => Typed(at, shell, who, line);
        Task<Said> Try(string who, string line) => at.Type(shell, who, line);
    }

    private static async Task<Said> Typed(PrivateHouse at, Shell shell, string who, string line)
    {
        var said = await at.Type(shell, who, line);
        Assert.True(said.Code == 0, $"{who} types {line}: {said.Code} {said.Out} {said.Err}");
        return said;
    }
}
