using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>A house in which people, work and machinery write all the time: facts, messages, output, artifacts.</summary>
internal sealed class Loaded(LiveHouse house, Random random) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _all = Task.CompletedTask;
    private int _written;

    public int Written => _written;

    public void Begin() => _all = Task.WhenAll(
        [.. Enumerable.Range(0, 3).Select(_ => Again(Decide)), Again(Announce), Again(Print), Again(Keep)]);

    /// <summary>Waits until it is under way.</summary>
    public async Task IsUnderWay()
    {
        var from = Volatile.Read(ref _written);
        while (Volatile.Read(ref _written) < from + 20) await Task.Delay(5);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _all;
        _stop.Dispose();
    }

    private async Task Again(Func<int, Task> write)
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested) await write(Interlocked.Increment(ref _written));
    }

    private Task Decide(int number) => house.Do("Eli", "releases/shop/1.1.0/add-criterion", new { text = $"It does {number}: {random.NextInt64()}." });

    private async Task Announce(int number)
    {
        await Of<SqlJournal>().MoveCheckpoint("test", number, [SomeEntry.Row($"message-{random.NextInt64()}")], CancellationToken.None);
        await Task.Delay(2);
    }

    private async Task Print(int number)
    {
        var text = new byte[random.Next(1, 4_000)];
        Array.Fill(text, (byte)'a');
        Of<SegmentStore>().Append(new Segment($"attempt-{number}", 1, 0, text.Length, SomeEntry.Noon, text));
        await Task.Delay(2);
    }

    private async Task Keep(int number)
    {
        // Some of several parts, few of them: each cycle copies all of them again.
        var bytes = new byte[random.Next(10) == 0 ? 1_500_000 : random.Next(0, 20_000)];
        random.NextBytes(bytes);
        using var content = new MemoryStream(bytes);
        Assert.True((await Of<ArtifactStore>().Keep(content, $"artifact {number}", CancellationToken.None)).Good);
        await Task.Delay(100);
    }

    private T Of<T>() where T : notnull => house.Services.GetRequiredService<T>();
}
