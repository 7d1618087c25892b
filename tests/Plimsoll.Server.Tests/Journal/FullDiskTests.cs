using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>A full disk refuses what can wait, takes what is urgent, loses nothing and recovers by itself.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Ballast = 512 * 1024;
    private static readonly string Large = new('x', 20_000);
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task At_its_size_limit() => FillAndRecover(
        _folder.Settings with { BallastBytes = Ballast, LimitBytes = 2 * 1024 * 1024 }, free: null);

    [Fact]
    public async Task On_a_disk_that_is_full()
    {
        const string small = "mount -t tmpfs -o size=4m tmpfs \"$PLIMSOLL_CHILD_FOLDER\" && exec \"$@\"";
        Assert.SkipUnless(await CanMount(), "A small disk needs `unshare --map-root-user --mount`; not allowed here.");
        const string method = "Plimsoll.Server.Tests.Journal.FullDiskTests." + nameof(Fill_the_small_disk);
        const string wrapper = $"exec unshare --map-root-user --mount sh -c '{small}' sh \"$@\"";
        using var child = new Child(method, _folder.Path, wrapper);
        var (exitCode, text) = await child.End();
        Assert.True(exitCode == 0, text);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0", text, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task Fill_the_small_disk()
    {
        var other = Path.Combine(Child.Folder, "other-people's-file");
        await File.WriteAllBytesAsync(other, new byte[1024 * 1024]);
        var settings = new JournalSettings(Child.Folder) { BallastBytes = Ballast, Die = words => Assert.Fail(words) };
        await FillAndRecover(settings, free: () => File.Delete(other));
    }

    private static async Task FillAndRecover(JournalSettings settings, Action? free)
    {
        var clock = new FakeTimeProvider();
        await using var journal = SqliteJournal.Open(settings with { Clock = clock });
        var written = 0;
        while (await Append(journal, written, urgent: false) is Appended.Committed) written++;
        Assert.InRange(written, 10, 200);

        var refused = Assert.IsType<Appended.Refused>(await Append(journal, written, urgent: false));
        Assert.StartsWith("The disk is full, nothing was written", refused.Reason, StringComparison.Ordinal);
        Assert.IsType<Appended.Committed>(await Append(journal, written++, urgent: true));
        await journal.MoveCheckpoint("reactor", written, [SomeEntry.Row("page")], CancellationToken.None);
        Assert.IsType<Appended.Refused>(await Append(journal, written, urgent: false));
        Assert.Equal(written, (await journal.Facts()).Count);
        Assert.True((await journal.Verify(CancellationToken.None)).Intact);
        if (free is not null) await Recover(journal, clock, free, written);
        else await FillToTheBrim(journal, written);
    }

    private static async Task Recover(SqliteJournal journal, FakeTimeProvider clock, Action free, int written)
    {
        free();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<Appended.Committed>(await Append(journal, written, urgent: false));
        Assert.True((await journal.Verify(CancellationToken.None)).Intact);
    }

    private static async Task FillToTheBrim(SqliteJournal journal, int written)
    {
        while (await Append(journal, written, urgent: true) is Appended.Committed) written++;
        Assert.IsType<Appended.Refused>(await Append(journal, written, urgent: true));
        Assert.Equal(written, (await journal.Facts()).Count);
        Assert.True((await journal.Verify(CancellationToken.None)).Intact);
    }

    private static Task<Appended> Append(SqliteJournal journal, int number, bool urgent) => journal.Append(
        SomeEntry.On($"lane/{number}", 0, Large) with { Urgent = urgent }, CancellationToken.None);

    private static async Task<bool> CanMount()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare")) return false;
        string[] mount = ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
        using var probe = Process.Start("unshare", mount);
        await probe.WaitForExitAsync();
        return probe.ExitCode == 0;
    }
}
