using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>Row by row what a real ticket folder means, by its files and its lock; run for each driver.</summary>
public abstract class TicketFolderContract : IDisposable
{
    private static readonly string BootNow = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private protected Bench Bench { get; } = new();

    protected abstract IDriver Open();

    [Theory]
    [InlineData("0 ended", "now", false, TicketState.Finished)]
    [InlineData("0 ended", "other", true, TicketState.Finished)]
    [InlineData(null, null, false, TicketState.NeverStarted)]
    [InlineData(null, null, true, TicketState.Starting)]
    [InlineData(null, "now", true, TicketState.Running)]
    [InlineData(null, "now", false, TicketState.Unknown)]
    [InlineData(null, "other", false, TicketState.Unknown)]
    [InlineData(null, "other", true, TicketState.Unknown)]
    public async Task The_table_holds_on_the_host(string? status, string? claimed, bool held, TicketState state)
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "true"), default);
        await Bench.End(driver, "t1");
        var folder = Bench.In("tickets/t1");
        // The wrapper lives on for a moment after it wrote how the work ended, and its clock takes the lock after it.
        await Bench.Until(() => Bench.Processes(Bench.In("tickets")) is []);
        Write(Path.Combine(folder, "status"), status);
        Write(Path.Combine(folder, "claimed"), claimed == "now" ? BootNow : claimed);
        using var wrapper = held ? Hold(Path.Combine(folder, "lock")) : null;

        var seen = await driver.Observe("t1", 0, default);

        Assert.Equal(state, seen.State);
        if (claimed == "other" && status is null) Assert.Contains("restarted while it ran", seen.Sentence);
    }

    [Fact]
    public async Task What_was_cut_out_of_an_output_is_left_out_and_read_on_behind()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "printf 0123456789"), default);
        await Bench.End(driver, "t1");
        File.WriteAllText(Bench.In("tickets/t1/gap"), "2 6\n");

        var head = await driver.Observe("t1", 0, default);
        var gap = await driver.Observe("t1", 2, default);
        var tail = await driver.Observe("t1", gap.Cursor, default);

        Assert.Equal("01"u8.ToArray(), head.Output);
        Assert.Equal((0, 6L), (gap.Output.Length, gap.Cursor));
        Assert.Equal("6789"u8.ToArray(), tail.Output);
    }

    private static void Write(string file, string? text)
    {
        File.Delete(file);
        if (text is not null) File.WriteAllText(file, text + "\n");
    }

    private static FileStream Hold(string file) => new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Bench.Dispose();
}
