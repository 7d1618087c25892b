using System.Diagnostics;
using Plimsoll.Cli;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Cli;

/// <summary>A person at a terminal in a folder of their own; every command is the real command line.</summary>
internal sealed class Shell : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, string> _variables;

    public Shell(FakeServer? server = null)
    {
        Home = Directory.CreateTempSubdirectory("plimsoll-cli-").FullName;
        Folder = Directory.CreateDirectory(Path.Combine(Home, "work")).FullName;
        _variables = new Dictionary<string, string>
        {
            ["HOME"] = Home, ["USER"] = "ada",
            // Beside the command line where that runs here, and not beside one that was compiled for this machine.
            ["PLIMSOLL_SERVER_PROGRAM"] = Path.ChangeExtension(ServerProcess.Program, null),
        };
        if (server is not null) DataFolder(
            Path.Combine(Home, ".local/share/plimsoll"), server.Address, FakeServer.Token);
    }

    public string Home { get; }

    public string Folder { get; }

    public string Input { get; set; } = "";

    public bool Person { get; set; }

    /// <summary>A program that is started for every command; empty: the command line runs in this process. A command
    /// that a person answers, or whose time a test moves, runs here in any case.</summary>
    public string Program { get; init; } = Environment.GetEnvironmentVariable("PLIMSOLL_PROGRAM") ?? "";

    public TimeSpan Patience { get; set; } = Minute;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What the command that runs has said so far.</summary>
    public StringWriter Heard { get; private set; } = new();

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    public static void DataFolder(string folder, string address, string token)
    {
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, "address"), address + "\n");
        System.IO.File.WriteAllText(Path.Combine(folder, "token"), token + "\n");
    }

    public string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public async Task<Said> Type(string line, CancellationToken stop = default) =>
        await Run([.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(line)], stop);

    public Task<Said> Run(string[] words, CancellationToken stop = default) =>
        Program == "" || Person || Patience != Minute || Clock != TimeProvider.System
            ? Here(words, stop) : Started(words, stop);

    private async Task<Said> Started(string[] words, CancellationToken stop)
    {
        Heard = new StringWriter();
        // Tests that somebody started in the background of a shell ignore interrupts, and so would whatever they start.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Program, .. words])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in _variables) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        await using var interrupted = stop.Register(() => Process.Start("kill", ["-INT", $"{process.Id}"])?.Dispose());
        await process.StandardInput.WriteAsync(Input);
        process.StandardInput.Close();
        var errors = Listen(process.StandardError, Heard);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        await errors;
        return new Said(process.ExitCode, output, Heard.ToString());
    }

    private static async Task Listen(TextReader from, TextWriter to)
    {
        var piece = new char[1024];
        while (await from.ReadAsync(piece) is > 0 and var length) to.Write(piece, 0, length);
    }

    private async Task<Said> Here(string[] words, CancellationToken stop)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        Heard = error;
        using var bytes = new MemoryStream();
        var code = await CommandLine.Run(words, new Terminal
        {
            Output = output, Error = error, In = new StringReader(Input), InputIsTerminal = Person,
            InBytes = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Input)),
            OutBytes = () => new Kept(bytes),
            Variable = name => _variables.GetValueOrDefault(name, ""), Variables = () => _variables, Folder = Folder, Patience = Patience, Clock = Clock,
            Pace = TimeSpan.FromMilliseconds(5), EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        }, stop);
        return new Said(code, output + System.Text.Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    public void Dispose() => TempFolder.Remove(Home);

    // Closed by the command as standard output is; the bytes are looked at afterwards.
    private sealed class Kept(MemoryStream bytes) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => bytes.Length;
        public override long Position { get => bytes.Position; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => bytes.Write(buffer, offset, count);
    }
}

internal sealed record Said(int Code, string Out, string Err);
