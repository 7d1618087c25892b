using System.Text;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Tests.Drivers;

[Collection<MeasuredAlone>]
public sealed class OutputInSegments : IDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task The_output_of_real_work_is_stored_whole_in_segments_that_join()
    {
        var (driver, store) = (new CommandDriver(_bench.In("tickets")), new SegmentStore(_bench.In("output.db")));
        await driver.Start(_bench.Shell("t1", "seq 1 60000; echo password is hunter22"), default);

        await Collect(driver, store, "hunter22");

        var segments = store.Read("a1", 0, int.MaxValue);
        var expected = string.Concat(Enumerable.Range(1, 60_000).Select(n => $"{n}\n")) + "password is ***\n";
        Assert.Equal(expected, string.Concat(segments));
        Assert.Equal(Enumerable.Range(1, segments.Count), segments.Select(s => s.Number));
        Assert.Equal(segments.Skip(1).Select(s => s.RawFrom), segments.SkipLast(1).Select(s => s.RawTo));
        Assert.All(segments, segment => Assert.InRange(segment.Text.Length, 1, Segment.MostBytes));
        Assert.Equal(segments.TakeLast(2).Select(s => s.Number), store.Tail("a1", 2).Select(s => s.Number));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(expected))),
            store.Digest("a1"));
    }

    [Fact]
    public async Task A_line_of_100_MB_is_cut_with_a_mark_and_memory_stays_flat()
    {
        var (driver, store) = (new CommandDriver(_bench.In("tickets")), new SegmentStore(_bench.In("output.db")));
        var line = "echo first; head -c 100000000 /dev/zero | tr '\\0' x; echo; echo last";
        await driver.Start(_bench.Shell("t1", line), default);
        await Bench.End(driver, "t1");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await Collect(driver, store, "hunter22");

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8_000_000);
        var text = string.Concat(store.Read("a1", 0, int.MaxValue));
        var cut = $"{new string('x', 65_536)} [plimsoll: the rest of this line is left out]";
        Assert.Equal($"first\n{cut}\nlast\n", text);
        Assert.Equal(100_000_012, store.LastRawTo("a1"));
    }

    [Fact]
    public async Task A_cut_line_stays_cut_when_reading_is_taken_up_within_it()
    {
        var (driver, store) = (new CommandDriver(_bench.In("tickets")), new SegmentStore(_bench.In("output.db")));
        var line = "head -c 200000 /dev/zero | tr '\\0' x; until [ -e go ]; do sleep 0.02; done; echo more; echo last";
        await driver.Start(_bench.Shell("t1", line), default);
        var collector = new OutputCollector(store, TimeProvider.System);
        var first = await collector.Resume(driver, "a1", "t1", new(), default);
        await Bench.Until(() => first.Pull(default), _ => store.LastRawTo("a1") == 200_000);
        File.WriteAllText(_bench.In("go"), "");

        await Collect(driver, store);

        var cut = $"{new string('x', 65_536)} [plimsoll: the rest of this line is left out]";
        Assert.Equal($"{cut}\nlast\n", string.Concat(store.Read("a1", 0, int.MaxValue)));
    }

    [Fact]
    public void A_segment_is_stored_once_and_of_a_long_output_head_and_tail_are_kept()
    {
        var store = new SegmentStore(_bench.In("output.db"), new OutputLimits(20, 20));
        for (var n = 1; n <= 10; n++)
            store.Append(Some(n, $"{n}"));
        store.Append(Some(10, "again"));

        Assert.Equal([1, 2, 9, 10], store.Read("a1", 0, 100).Select(s => s.Number));
        Assert.Equal("10", store.Tail("a1", 1)[0].ToString());
        Assert.Equal((10, 100L), store.Last("a1"));
        Assert.Equal(0, store.LastRawTo("unheard-of"));
    }

    private static Segment Some(int number, string text) =>
        new("a1", number, (number - 1) * 10, number * 10, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(text));

    private static async Task Collect(IDriver driver, SegmentStore store, params string[] secrets)
    {
        var output = await new OutputCollector(store, TimeProvider.System).Resume(driver, "a1", "t1", new(secrets), default);
        await Bench.Until(async () => await output.Pull(default), pulled => pulled.Complete);
    }

    public void Dispose() => _bench.Dispose();
}
