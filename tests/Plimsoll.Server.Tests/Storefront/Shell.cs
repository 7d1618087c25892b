using System.Diagnostics;

namespace Plimsoll.Server.Tests.Storefront;

/// <summary>What a script said and how it ended.</summary>
public sealed record Said(int Exit, string Output);

/// <summary>Runs the sample's own scripts, as a person would.</summary>
public static class Shell
{
    /// <summary>Waits for the script's end, not for the end of what it hands over.</summary>
    public static async Task<Said> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new(process.ExitCode, await output + await errors);
    }

    public static async Task<string> MustRun(string program, params string[] arguments)
    {
        var said = await Run(program, arguments);
        Assert.True(said.Exit == 0, $"{program} {string.Join(' ', arguments)} ended with {said.Exit}:\n{said.Output}");
        return said.Output.Trim();
    }
}
