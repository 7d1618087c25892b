using System.Security.Cryptography;
using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Repositories;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Artifacts;

public sealed class TheArtifactStore : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly ArtifactStore _store;

    public TheArtifactStore() => _store = new ArtifactStore(_data.Path) { Limit = 1_000_000 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_artifact_is_found_under_its_digest()
    {
        var kept = (await Keep("content")).Value!;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("content"u8)), kept.Sha256);
        Assert.Equal(7, kept.Size);
        Assert.Equal(kept, (await _store.Find(kept.Sha256, Stop)).Value);
        Assert.Equal("content", await File.ReadAllTextAsync(kept.Path, Stop));
    }

    [Fact]
    public async Task The_same_content_is_kept_once()
    {
        Assert.Equal(await Keep("content"), await Keep("content"));
        Assert.Single(Files());
    }

    [Fact]
    public async Task A_damaged_artifact_is_never_given_out_and_can_be_replaced()
    {
        var kept = (await Keep("content")).Value!;
        Assert.True((await _store.Find(kept.Sha256, Stop)).Good);
        // As long as before, a moment after it was proved.
        await File.WriteAllTextAsync(kept.Path, "Content", Stop);
        File.SetLastWriteTimeUtc(kept.Path, DateTime.UtcNow.AddSeconds(1));

        var found = await _store.Find(kept.Sha256, Stop);

        Assert.Equal(RefusalKind.Blocked, found.Refusal?.Kind);
        Assert.Contains("is damaged", found.Refusal!.Reason, StringComparison.Ordinal);
        await Keep("content");
        Assert.True((await _store.Find(kept.Sha256, Stop)).Good);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", RefusalKind.NotFound)]
    [InlineData("../../etc/passwd", RefusalKind.Invalid)]
    [InlineData("ABCD", RefusalKind.Invalid)]
    public async Task What_is_not_there_is_said(string digest, RefusalKind kind) =>
        Assert.Equal(kind, (await _store.Find(digest, Stop)).Refusal?.Kind);

    [Fact]
    public async Task What_is_too_large_leaves_nothing_behind()
    {
        var answer = await Keep(new string('x', 1_000_001));

        Assert.Contains("larger than the 1000000 bytes", answer.Refusal!.Reason, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_stream_that_breaks_off_leaves_nothing_behind()
    {
        var answer = await _store.Keep(new BrokenStream(), "app.tar", Stop);

        Assert.Equal("app.tar broke off: The other side is gone. Try again.", answer.Refusal!.Reason);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_data_folder_that_takes_nothing_is_said()
    {
        Directory.CreateDirectory(_data.At("artifacts"));
        var digest = Convert.ToHexStringLower(SHA256.HashData("content"u8));
        _data.Write($"artifacts/{digest[..2]}", "A file where a folder must be.");

        var answer = await Keep("content");

        Assert.StartsWith("app.tar could not be kept:", answer.Refusal!.Reason, StringComparison.Ordinal);
        Assert.EndsWith("Make room in the data folder and try again.", answer.Refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_crash_left_is_swept()
    {
        var kept = (await Keep("content")).Value!;
        _data.Write("artifacts/half.new", "cont");

        _store.Sweep();

        Assert.Equal([kept.Path], Files());
    }

    private Task<Found<StoredArtifact>> Keep(string text) =>
        _store.Keep(new MemoryStream(Encoding.UTF8.GetBytes(text)), "app.tar", Stop);

    private string[] Files() => Directory.Exists(_data.At("artifacts"))
        ? Directory.GetFiles(_data.At("artifacts"), "*", SearchOption.AllDirectories)
        : [];

    private sealed class BrokenStream : MemoryStream
    {
        private bool _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given) throw new IOException("The other side is gone.");
            _given = true;
            return ValueTask.FromResult(10);
        }
    }
}
