using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>The whole contract, on SQLite.</summary>
public sealed class SqliteJournalContract : ReactorContract
{
    private readonly DataFolder _folder = new();

    protected override Task<IJournal> Open() => Task.FromResult<IJournal>(_folder.Open());

    protected override async Task<IReadOnlyList<string>> OutboxKeys()
    {
        var newest = await new Outbox((SqliteJournal)Journal).List(100, CancellationToken.None);
        return [.. newest.Reverse().Select(item => item.Row.Key)];
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Assert.Empty(_folder.Deaths);
        _folder.Dispose();
    }
}
