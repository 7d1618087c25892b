using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Live;

/// <summary>A journal on disk with a feed, in which a test lets streams move.</summary>
internal sealed class SomeMoves : IAsyncDisposable
{
    private readonly DataFolder _folder = new();
    private readonly SqliteJournal _journal;

    public SomeMoves(int remembered = Trail.Usual)
    {
        _journal = _folder.Open();
        Feed = new Feed(_journal, remembered);
    }

    public Feed Feed { get; }

    public async Task Move(params string[] streams)
    {
        foreach (var stream in streams)
        {
            var version = Feed.World.VersionOf(new StreamName(stream));
            var fact = EventNames.OfCore.Write(new ReleaseWithdrawn("…"));
            var entry = SomeEntry.On(stream, version) with { Facts = [fact] };
            await Feed.Follow((await _journal.Commit(entry)).Facts, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Feed.Dispose();
        await _journal.DisposeAsync();
        _folder.Dispose();
    }
}
