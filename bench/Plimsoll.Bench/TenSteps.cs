using System.Diagnostics;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Bench;

/// <summary>Quality 5: ten steps that do nothing, each under a durable ticket, against the same ten commands in bash.</summary>
public static class TenSteps
{
    private const int Steps = 10;
    private static int s_round;

    public static async Task<Ratio> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        try
        {
            var driver = new CommandDriver(Path.Combine(folder, "tickets"));
            return await Ratio.Measure(
                "ten durable steps:", "ten commands in bash", 0.5, () => AsTickets(driver, folder), InBash);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> InBash()
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", "for i in 1 2 3 4 5 6 7 8 9 10; do /bin/true; done"]))
            ?? throw new InvalidOperationException("bash did not start.");
        await bash.WaitForExitAsync();
        return Steps;
    }

    private static async Task<int> AsTickets(CommandDriver driver, string folder)
    {
        var round = Interlocked.Increment(ref s_round);
        for (var step = 0; step < Steps; step++)
        {
            var ticket = new Ticket($"bench-{round}-{step}", "bench/lane/target", ["/bin/true"], folder,
                new Dictionary<string, string>(), TimeSpan.FromMinutes(1));
            await driver.Start(ticket, CancellationToken.None);
            while ((await driver.Observe(ticket.Id, 0, CancellationToken.None)).State != TicketState.Finished)
                await Task.Delay(1);
        }
        return Steps;
    }
}
