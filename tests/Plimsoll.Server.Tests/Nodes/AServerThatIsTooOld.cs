using System.Net;
using Npgsql;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Killing;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>The server as people get it, on a journal that a newer version writes to as well; the test is that version.</summary>
public sealed class AServerThatIsTooOld(Postgres postgres) : IDisposable
{
    private const string Word = "kettle-boiled";
    private static readonly Edition Newer = new("99.0.0", new EventNames([.. typeof(Event).Assembly.GetTypes(), typeof(KettleBoiled)]));
    private readonly DataFolder _folder = new();
    private readonly DataFolder _newer = new();
    private int _written;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beside_a_newer_one_it_holds_back_what_it_does_not_know_and_stands_down_where_it_was_written()
    {
        var database = await postgres.NewDatabase();
        await using var server = new ServerProcess(_folder.Path)
        {
            Environment = { ["PLIMSOLL_DATABASE"] = new PostgresSettings("", database).Address },
        };
        await server.Start();
        await using var newer = PostgresJournal.Open(new PostgresSettings(_newer.Path, database) { Edition = Newer });

        // While it is here.
        var early = Assert.IsType<Appended.Early>(await Write(newer));
        Assert.Contains($":{server.Port} (version {Edition.This.Version}) does not know '{Word}'", early.Reason, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Read("/health/ready")).Status);
        Assert.Equal("works", Assert.Single((await server.Get<NodesView>("nodes")).Nodes).State);

        // A way it does not know is none that a message has to be given up for.
        await newer.MoveCheckpoint("newer", 1, [SomeEntry.Row("by-pigeon") with { Channel = "pigeon" }], Stop);
        await Until(async () => await Ask(database, "SELECT state || ': ' || coalesce(last_error, '') FROM outbox")
            == "failed: This version does not know how to send by 'pigeon'.");

        // It stands still for so long that nobody reckons with it.
        await server.Freeze();
        await Ask(database, "UPDATE node SET beat_at = beat_at - 31000");
        var written = Assert.IsType<Appended.Committed>(await Write(newer));
        await server.Thaw();
        var why = $"Position {written.Position} of the journal says '{Word}', which version 99.0.0 wrote";
        await IsDown(server, database, why);
        await Until(async () => await Ask(database, "SELECT heartbeat::text FROM lease WHERE key = 'work'") == "0");

        // Started again it is as old as before.
        await server.Kill();
        var token = await Ask(database, "SELECT token::text FROM lease WHERE key = 'work'");
        await server.Start();
        await IsDown(server, database, why);
        Assert.Equal(token, await Ask(database, "SELECT token::text FROM lease WHERE key = 'work'"));
        Assert.True((await newer.Verify(Stop)).Intact);
    }

    [Fact]
    public async Task With_a_file_of_its_own_it_does_not_start_says_why_and_leaves_all_as_it_was()
    {
        await using (var newer = SqliteJournal.Open(_folder.Settings with { Edition = Newer })) await Write(newer);
        var before = await File.ReadAllBytesAsync(_folder.Settings.File, Stop);
        await using var server = new ServerProcess(_folder.Path);
        server.Launch();
        Assert.Equal(1, await server.Exit());
        Assert.Contains(
            $"Position 1 of the journal says '{Word}', which version 99.0.0 wrote and this server (version {Edition.This.Version}) does not know.",
            server.Said, StringComparison.Ordinal);
        Assert.Contains("Start version 99.0.0 here, or restore a backup", server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Said, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Settings.File, Stop));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _newer.Dispose();
    }

    /// <summary>Pages and answers say why, and show nothing else; the house sees it at the other servers.</summary>
    private static async Task IsDown(ServerProcess server, NpgsqlConnectionStringBuilder database, string why)
    {
        await Until(async () => (await server.Read("/health/ready")).Text.StartsWith("not ready: a newer version", StringComparison.Ordinal));
        foreach (var path in (string[])["/", "/api/v1/nodes", "/settings/system", "/metrics"])
        {
            var (status, text) = await server.Read(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains(why, System.Text.RegularExpressions.Regex.Unescape(WebUtility.HtmlDecode(text)), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Read("/health")).Status);
        using (var answer = await server.Post("incidents", new { title = "It burns" }, "Ada"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await Until(async () => (await Ask(database, "SELECT state FROM node")).StartsWith(why, StringComparison.Ordinal));
    }

    private Task<Appended> Write(SqlJournal newer) =>
        newer.Append(SomeEntry.On($"kettle/{++_written}", 0) with { Facts = [Newer.Names.Write(new KettleBoiled())] }, Stop);

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        while (!await holds()) await Task.Delay(50, patience.Token);
    }

    private static async Task<string> Ask(NpgsqlConnectionStringBuilder database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Stop) as string ?? "";
    }
}
