using System.Net.Sockets;
using System.Text;

namespace Plimsoll.Server.Tests.Inbound;

/// <summary>One POST as it stands on the wire: headers may come twice, and nothing is put right on the way.</summary>
internal sealed record Wire(string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public Wire With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public Wire Without(string name) => this with { Headers = [.. Headers.Where(h => h.Name != name)] };

    public Wire Instead(string name, string value) => Without(name).With(name, value);

    public string this[string name] => Headers.Single(h => h.Name == name).Value;

    public async Task<(int Status, string Body)> Send(Uri to, CancellationToken stop)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(to.Host, to.Port, stop);
        await using var stream = socket.GetStream();
        var head = new StringBuilder($"POST {Path} HTTP/1.1\r\nHost: {to.Authority}\r\nConnection: close\r\n")
            .Append($"Content-Type: application/json\r\nContent-Length: {Body.Length}\r\n");
        foreach (var (name, value) in Headers) head.Append($"{name}: {value}\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes($"{head}\r\n"), .. Body], stop);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(stop);
        return (int.Parse(answer.Split(' ')[1]), answer);
    }
}
