using System.Diagnostics;
using System.Security.Cryptography;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>The shell wrapper as a file of this host, and one call of it.</summary>
/// <remarks>Named by its digest: a shell reads its script while it runs, so it is never overwritten.</remarks>
internal sealed class Wrapper(string root)
{
    private static readonly byte[] Script = ReadScript();
    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData(Script))[..12];
    private readonly string _file = Path.Combine(root, $"ticket-{Digest}.sh");

    public string SlotsFolder { get; } = Path.Combine(root, "slots");

    public async Task<Answer> Call(string verb, string ticket, IReadOnlyList<byte[]> input, CancellationToken stop)
    {
        Install();
        string[] arguments = [_file, verb, root, ticket, .. input.Select(part => $"{part.Length}")];
        using var process = Process.Start(CleanShell(arguments))
            ?? throw new InvalidOperationException("/bin/sh did not start.");
        var said = process.StandardOutput.ReadToEndAsync(stop);
        var complained = process.StandardError.ReadToEndAsync(stop);
        await Feed(process.StandardInput.BaseStream, input, stop);
        var answer = new Answer((await said).Trim(), (await complained).Trim());
        await process.WaitForExitAsync(stop);
        return answer;
    }

    private static ProcessStartInfo CleanShell(string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = HostPath.Value;
        return start;
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
            stream.Write(Script);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, _file, overwrite: true);
    }

    private static byte[] ReadScript()
    {
        using var stream = typeof(Wrapper).Assembly.GetManifestResourceStream("ticket.sh")
            ?? throw new InvalidOperationException("This build lacks the ticket wrapper.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <param name="Said">What it printed: the verdict.</param>
    /// <param name="Complaint">What the tools it uses had to say.</param>
    public sealed record Answer(string Said, string Complaint)
    {
        public string Verdict => Said.Split(' ')[0];

        public string Rest => Said.Length > Verdict.Length ? Said[(Verdict.Length + 1)..] : "";
    }
}
