using System.Text;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>A place to try a driver: a folder of its own, shell tickets, and patience with a bound.</summary>
internal sealed class Bench : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Folder { get; } = Directory.CreateTempSubdirectory("plimsoll-driver-").FullName;

    public string In(string name) => Path.Combine(Folder, name);

    public Ticket Shell(string id, string line, string slot = "shop/web1", int seconds = 60) =>
        new(id, slot, ["sh", "-c", line], Folder, new Dictionary<string, string>(), TimeSpan.FromSeconds(seconds));

    public string[] Lines(string name) => File.Exists(In(name)) ? File.ReadAllLines(In(name)) : [];

    public static async Task<Observed> End(IDriver driver, string ticket) =>
        await Until(
            () => driver.Observe(ticket, 0, default), o => o.State is TicketState.Finished or TicketState.Unknown);

    public static async Task<string> Output(IDriver driver, string ticket)
    {
        using var all = new MemoryStream();
        for (var at = await driver.Observe(ticket, 0, default); ; at = await driver.Observe(ticket, at.Cursor, default))
        {
            if (at.Output.Length == 0)
                return Encoding.UTF8.GetString(all.ToArray());
            Assert.InRange(at.Output.Length, 1, 64 * 1024);
            all.Write(at.Output);
        }
    }

    public static async Task Until(Func<bool> holds, TimeSpan? atMost = null) =>
        await Until(() => Task.FromResult(holds()), held => held, atMost);

    public static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> holds, TimeSpan? atMost = null)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (holds(seen))
                return seen;
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < (atMost ?? Patience), $"It did not come about; last: {seen}");
            await Task.Delay(10);
        }
    }

    /// <summary>Processes that live and whose command line holds a word.</summary>
    public static int[] Processes(string word) =>
        [.. from folder in Directory.GetDirectories("/proc")
            let number = Path.GetFileName(folder)
            where number.All(char.IsAsciiDigit) && CommandLine(folder).Contains(word, StringComparison.Ordinal)
            select int.Parse(number)];

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    public static void Kill(int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-9", $"{process}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        TempFolder.Remove(Folder, () =>
        {
            foreach (var process in Processes(Folder)) Kill(process);
        });
    }
}
