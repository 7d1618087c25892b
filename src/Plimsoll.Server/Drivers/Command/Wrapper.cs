using System.ComponentModel;
using System.Diagnostics;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>The shell wrapper as a file of this host, and one call of it.</summary>
/// <remarks>Named by its digest: a shell reads its script while it runs, so it is never overwritten.</remarks>
internal sealed class Wrapper(string root)
{
    private readonly string _file = Path.Combine(root, WrapperScript.Name);

    public string SlotsFolder { get; } = Path.Combine(root, "slots");

    public Task<WrapperAnswer> Call(string verb, string ticket, IReadOnlyList<byte[]> input, CancellationToken stop) =>
        Call(verb, ticket, [], input, stop);

    public async Task<WrapperAnswer> Call(
        string verb, string ticket, IReadOnlyList<string> words, IReadOnlyList<byte[]> input, CancellationToken stop)
    {
        Install();
        string[] arguments = [_file, verb, root, ticket, .. words, .. input.Select(part => $"{part.Length}")];
        using var process = Begin(arguments);
        var said = process.StandardOutput.ReadToEndAsync(stop);
        var complained = process.StandardError.ReadToEndAsync(stop);
        await Feed(process.StandardInput.BaseStream, input, stop);
        var (verdict, complaint) = ((await said).Trim(), (await complained).Trim());
        await process.WaitForExitAsync(stop);
        return new WrapperAnswer(verdict, complaint, process.ExitCode);
    }

    private static Process Begin(string[] arguments)
    {
        try
        {
            return Process.Start(CleanProcess.Of("/bin/sh", arguments, HostPath.Value)) ?? throw new InvalidOperationException("/bin/sh did not start.");
        }
        catch (Win32Exception failed) when (NotStarted.Of("/bin/sh", failed) is { Passes: true } busy)
        {
            // That says nothing of the work.
            throw new HostUnreachable($"{busy.Sentence}.", passes: true, failed);
        }
    }

    private static async Task Feed(Stream into, IReadOnlyList<byte[]> input, CancellationToken stop)
    {
        try
        {
            await using (into)
            {
                foreach (var part in input)
                    await into.WriteAsync(part, stop);
            }
        }
        catch (IOException)
        {
            // The ticket is there already and the wrapper does not read it again.
        }
    }

    private void Install()
    {
        if (File.Exists(_file))
            return;
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The command driver needs Linux: run the server there.");
        foreach (var folder in (string[])[root, SlotsFolder])
            Directory.CreateDirectory(folder, (UnixFileMode)0b111_000_000);
        var draft = $"{_file}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(draft, FileMode.CreateNew))
        {
            stream.Write(WrapperScript.Bytes);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, _file, overwrite: true);
    }
}
