using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Killing;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>How a database is named, and what is said where that cannot be read.</summary>
public sealed class NamingADatabase(Postgres postgres)
{
    [Theory]
    [InlineData("postgres://plim@db1/house", "db1", 5432, "plim", "house")]
    [InlineData("postgresql://plim@db1:6000/house?sslmode=verify-full&connect_timeout=3", "db1", 6000, "plim", "house")]
    [InlineData("postgres://plim@db1:6000,db2:6001/house", "db1:6000,db2:6001", 5432, "plim", "house")]
    [InlineData("postgres://p%40q@db1/ho%2Fuse", "db1", 5432, "p@q", "ho/use")]
    [InlineData("Host=db1;Port=6000;Username=plim;Database=house", "db1", 6000, "plim", "house")]
    public void It_is_named_as_psql_and_as_Npgsql_name_it(string text, string host, int port, string user, string database)
    {
        var read = DatabaseAddress.Read(text);
        Assert.Equal((host, port, user, database), (read?.Host, read?.Port, read?.Username, read?.Database));
    }

    [Theory]
    [InlineData("mysql://plim@db1/house", "postgres://")]
    [InlineData("postgres:///house", "no host")]
    [InlineData("postgres://db1", "no database")]
    [InlineData("postgres://u:geh/eim@db1/house", "%2F")]
    [InlineData("postgres://u:geh?eim@db1/house", "%2F")]
    [InlineData("postgres://u:x@db1:99999999999/house", "65535")]
    [InlineData("postgres://u@db1/house?geheim=1", "not known")]
    [InlineData("Host=db1;geheim=x", "wrong")]
    public void What_cannot_be_read_is_refused_without_a_word_of_it(string text, string says)
    {
        var problem = Assert.Throws<SettingsInvalid>(() => DatabaseAddress.Read(text));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geh", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("eim", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_it_is_told_of_at_the_start_and_never_shown()
    {
        using var folder = new DataFolder();
        var database = await postgres.NewDatabase();
        await using var server = new ServerProcess(folder.Path)
        {
            Environment =
            {
                ["PLIMSOLL_DATABASE"] = $"postgres://{database.Username}:geheim-1@{database.Host}:{database.Port}/{database.Database}",
            },
        };
        await server.Start();
        Assert.Contains(DatabaseAddress.HoldsPassword, server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_named_is_no_database() => Assert.Null(DatabaseAddress.Read(""));
}
