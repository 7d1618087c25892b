using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A terminal that signs in behind a balancer asks any server, and its person types the code at any other.</summary>
public sealed class SharingDeviceCodes(Postgres postgres)
{
    [Fact]
    public async Task What_is_allowed_at_one_server_is_told_at_another_and_once()
    {
        var database = await postgres.NewDatabase();
        using var folder = new DataFolder();
        await using var first = PostgresJournal.Open(new PostgresSettings(Path.Combine(folder.Path, "1"), database));
        await using var second = PostgresJournal.Open(new PostgresSettings(Path.Combine(folder.Path, "2"), database));
        DeviceCodes Of(PostgresJournal journal) => SharedDeviceCodes.Of(new SharedTexts(journal), TimeProvider.System);
        var (device, typed) = Of(first).Begin("laptop")!.Value;

        Assert.Equal("laptop", Of(second).About(typed));
        Assert.Equal(DeviceState.Waits, Of(second).Ask(device).State);
        Assert.True(Of(second).Decide(typed, "p-ada"));
        Assert.False(Of(first).Decide(typed, "p-eve"));
        Assert.Equal((DeviceState.LetIn, "p-ada", "laptop"), Of(first).Ask(device));
        Assert.Equal(DeviceState.Over, Of(second).Ask(device).State);
    }
}
