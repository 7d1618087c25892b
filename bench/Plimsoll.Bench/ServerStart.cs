using System.Diagnostics;

namespace Plimsoll.Bench;

/// <summary>Quality 10: from start to the first answer, against a bare minimal API (the mail sink of the demo).</summary>
/// <remarks>Also prints the resident memory of the idle server.</remarks>
public static class ServerStart
{
    public static async Task<Ratio> Measure()
    {
        return await Ratio.Measure("server, empty journal, to its first answer:", "a bare minimal API", 1 / 1.5,
            () => Start("plimsoll-server.dll", ["--data", "FOLDER", "--port", "0"], "/health/live"),
            () => Start("mailsink.dll", ["--folder", "FOLDER", "--smtp", "0", "--http", "0"], "/"));
    }

    private static async Task<int> Start(string program, string[] arguments, string path)
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        string[] words = [Path.Combine(AppContext.BaseDirectory, program), .. arguments.Select(a => a == "FOLDER" ? folder : a)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var at = "";
        while (at == "" && await process.StandardOutput.ReadLineAsync() is { } line)
            at = line.Split(' ').FirstOrDefault(word => word.StartsWith("http:", StringComparison.Ordinal))?.TrimEnd(',', '/') ?? "";
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri($"{at}{path}"));
        process.Refresh();
        Console.WriteLine($"  {program} idle: {process.WorkingSet64 / 1024.0 / 1024:0} MiB resident");
        process.Kill();
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        return 1;
    }
}
