using System.CommandLine;
using System.Diagnostics;

namespace Plimsoll.Cli;

/// <summary>Everything around the program: streams, variables, folder, clock. Tests bring their own.</summary>
internal sealed class Terminal : InvocationConfiguration
{
    public required TextReader In { get; init; }

    /// <summary>Standard input as bytes, for files given as <c>-</c>.</summary>
    public required Func<Stream> InBytes { get; init; }

    /// <summary>Standard output as bytes, for what is copied as it is.</summary>
    public required Func<Stream> OutBytes { get; init; }

    public required Func<string, string> Variable { get; init; }

    /// <summary>All of them, for what a command that is run here may print.</summary>
    public Func<IEnumerable<KeyValuePair<string, string>>> Variables { get; init; } = () => [];

    /// <summary>Where relative paths start.</summary>
    public required string Folder { get; init; }

    /// <summary>A person sits there and can be asked.</summary>
    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How often a watched thing is looked at, at most.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a watch goes on asking a server that does not answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    public static Terminal Real() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        In = Console.In,
        InBytes = Console.OpenStandardInput,
        OutBytes = Console.OpenStandardOutput,
        Variable = name => Environment.GetEnvironmentVariable(name) ?? "",
        Variables = () => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(v => KeyValuePair.Create($"{v.Key}", $"{v.Value}")),
        Folder = Environment.CurrentDirectory,
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        // Signals are handled in Program: a detached watch has words to say first.
        ProcessTerminationTimeout = null,
        EnableDefaultExceptionHandler = false,
    };

    public string PathOf(string file) => Path.GetFullPath(file, Folder);

    /// <summary>Opens the person's editor on a file and waits until it is closed; its exit code.</summary>
    public async Task<int> Edit(string file, CancellationToken stop)
    {
        var editor = new[] { "VISUAL", "EDITOR" }.Select(Variable).FirstOrDefault(v => v != "") ?? "vi";
        // An editor is a command line of its own, such as `code --wait`; the file is an argument, never text.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Folder };
        foreach (var part in new[] { "-c", $"{editor} \"$1\"", "sh", file }) start.ArgumentList.Add(part);
        using var process = Process.Start(start)
            ?? throw new Failure(ExitCodes.Failed, $"The editor {editor} did not start.", fix: "export EDITOR=nano");
        await process.WaitForExitAsync(stop);
        return process.ExitCode;
    }
}
