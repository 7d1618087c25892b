using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Mailsink;

/// <summary>Reads what an SMTP client sends, line by line, each bounded.</summary>
internal sealed class SmtpLines(Stream stream)
{
    private const int MaxLine = 64 * 1024;
    private readonly PipeReader _reader = PipeReader.Create(stream);

    /// <summary>The next command; null at the end.</summary>
    public async Task<string?> Next(CancellationToken stop) =>
        await Line(stop) is { } line ? Encoding.UTF8.GetString(line).TrimEnd() : null;

    /// <summary>A mail up to its closing dot, with doubled dots undone; null when it is larger than allowed.</summary>
    public async Task<byte[]?> Data(int limit, CancellationToken stop)
    {
        var mail = new ArrayBufferWriter<byte>();
        var tooLarge = false;
        while (await Line(stop) is { } line)
        {
            if (line.AsSpan().SequenceEqual("."u8)) return tooLarge ? null : mail.WrittenSpan.ToArray();
            tooLarge |= mail.WrittenCount + line.Length + 2 > limit;
            if (tooLarge) continue;
            mail.Write(line is [(byte)'.', .. var rest] ? rest : line);
            mail.Write("\r\n"u8);
        }
        throw new IOException("The connection ended within a mail.");
    }

    private async Task<byte[]?> Line(CancellationToken stop)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(stop);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line is [.. var text, (byte)'\r'] ? text : line;
            }
            if (read.IsCompleted || read.Buffer.Length > MaxLine) return null;
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
