using Plimsoll.Cli;

namespace Plimsoll.Server.Tests.Cli;

/// <summary>A person at a terminal in a folder of their own; every command is the real command line.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Dictionary<string, string> _variables;

    public Shell(FakeServer? server = null)
    {
        Home = Directory.CreateTempSubdirectory("plimsoll-cli-").FullName;
        Folder = Directory.CreateDirectory(Path.Combine(Home, "work")).FullName;
        _variables = new Dictionary<string, string> { ["HOME"] = Home, ["USER"] = "ada" };
        if (server is not null) DataFolder(
            Path.Combine(Home, ".local/share/plimsoll"), server.Address, FakeServer.Token);
    }

    public string Home { get; }

    public string Folder { get; }

    public string Input { get; set; } = "";

    public bool Person { get; set; }

    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

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

    public async Task<Said> Run(string[] words, CancellationToken stop = default)
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

    public void Dispose() => Directory.Delete(Home, recursive: true);

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
