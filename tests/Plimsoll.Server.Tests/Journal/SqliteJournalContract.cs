using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>The whole contract, on SQLite.</summary>
public sealed class SqliteJournalContract : ReactorContract
{
    private readonly DataFolder _folder = new();

    protected override Task<IJournal> Open() => Task.FromResult<IJournal>(_folder.Open());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Assert.Empty(_folder.Deaths);
        _folder.Dispose();
    }
}
