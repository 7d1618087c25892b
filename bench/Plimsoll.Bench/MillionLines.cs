using System.Diagnostics;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Bench;

/// <summary>Quality 6: a step that writes a million lines, masked and stored, against bash writing them to a file.</summary>
public static class MillionLines
{
    private const string Lines = "seq -f 'line %.0f of the output of a step that says very much' 1000000";
    private static int s_round;

    public static async Task<Ratio> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        try
        {
            var driver = new CommandDriver(Path.Combine(folder, "tickets"));
            var store = new SegmentStore(Path.Combine(folder, "output.db"));
            var collector = new OutputCollector(store, TimeProvider.System);
            return await Ratio.Measure("a step of a million lines, masked and stored:", "bash to a file", 1 / 3.0,
                () => AsStep(driver, collector, folder), () => InBash(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> InBash(string folder)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $"{Lines} > '{folder}/out'"]))
            ?? throw new InvalidOperationException("bash did not start.");
        await bash.WaitForExitAsync();
        return 1_000_000;
    }

    private static async Task<int> AsStep(CommandDriver driver, OutputCollector collector, string folder)
    {
        var id = $"lines-{Interlocked.Increment(ref s_round)}";
        await driver.Start(new Ticket(id, "bench/lines/target", ["bash", "-c", Lines], folder,
            new Dictionary<string, string>(), TimeSpan.FromMinutes(5)), CancellationToken.None);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var output = await collector.Resume(driver, id, id, new("a secret that is nowhere"), CancellationToken.None);
        while (!(await output.Pull(CancellationToken.None)).Complete) await Task.Delay(1);
        Console.WriteLine($"  memory grew by {(GC.GetTotalMemory(true) - before) / 1024.0 / 1024:0.0} MiB");
        return 1_000_000;
    }
}
