using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Backups;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>Output of a house on PostgreSQL that was removed, while something holds the table it lies in.</summary>
public sealed class RemovingOutput(Postgres postgres)
{
    private const string Canary = "zebra-canary";
    private const string LeftToPurge = "SELECT count(*) FROM shared WHERE name = 'output-to-purge'";

    private const string Row = "SELECT xmin::text || convert_from(text, 'UTF8') FROM segment";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_two_confirmed_is_shown_nowhere_at_once_and_a_server_starts_though_the_files_wait()
    {
        await using var at = await AccountsHouse.Open();
        await at.Enrol("Sam", AccountsHouse.MailOf("Sam"), "Security Lead");
        var database = await postgres.NewDatabase();
        await Post(at, "Root", "journal/move", new MoveBody(BackingUpUnderLoad.Address(database)));
        await at.Restart(settings => settings with { Database = database });
        await Post(at, "Sam", "incidents/declare", new DeclareBody($"{Canary} called", "medium"));
        var said = Encoding.UTF8.GetBytes($"{Canary} said\n");
        Output(at).Append(new Segment("kept/output", 1, 0, 20, at.Clock.GetUtcNow(), said));
        var found = await Post(at, "Sam", "journal/find", new FindBody(Canary));
        var places = found.EnumerateArray().Select(f => f.GetProperty("place").GetString()!);
        await Post(at, "Sam", "journal/removals/ask", new RemovalBody("a name", [.. places]));

        await using var other = new NpgsqlConnection($"{database};Pooling=false");
        await other.OpenAsync(Stop);
        await using var holds = await other.BeginTransactionAsync(Stop);
        // As another VACUUM does, which takes hours on a large table.
        await Run(other, "LOCK TABLE segment IN SHARE UPDATE EXCLUSIVE MODE");
        var confirming = Post(at, "Root", "journal/removals/1/confirm", new { });
        await Bench.Until(() => Output(at).Holding(Canary).Count == 0);
        await Bench.Until(() => !Title(at).Contains(Canary, StringComparison.Ordinal));
        await confirming;
        await at.Restart();
        Assert.Equal(1L, await Run(other, LeftToPurge));

        await holds.RollbackAsync(Stop);
        await Bench.Until(() => Run(other, LeftToPurge), left => left is 0L);
        // What is gone is not written again.
        var row = await Run(other, Row);
        Output(at).Redact("kept/output", 1);
        Assert.Equal(row, await Run(other, Row));
    }

    private static SegmentStore Output(AccountsHouse at) => at.Services.GetRequiredService<SegmentStore>();

    private static string Title(AccountsHouse at) => at.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Title;

    private static async Task<JsonElement> Post<T>(AccountsHouse at, string who, string path, T body) where T : notnull
    {
        using var program = at.Program(await at.SignedInToken(who));
        using var answer = await program.PostAsJsonAsync($"/api/v1/{path}", body, Stop);
        return await AccountsHouse.Json(answer);
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Stop);
    }
}
