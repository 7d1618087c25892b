using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Tests.Outbound;

/// <summary>A resolver that knows our names, and a network that remembers who was called; nothing leaves the machine.</summary>
internal sealed partial class Net
{
    private readonly string _answer;

    /// <param name="leadsTo">Whoever is called sends on to this address; empty: answers 200.</param>
    public Net(string leadsTo = "", OutboundSettings? settings = null)
    {
        _answer = leadsTo == ""
            ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
            : $"HTTP/1.1 302 Found\r\nLocation: {leadsTo}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        Out = new WayOut(settings ?? OutboundSettings.None, Resolve, Dial);
    }

    public WayOut Out { get; }

    public ConcurrentBag<IPAddress> Called { get; } = [];

    // Numbers in all their shapes are read by the machine's own resolver, as they would be.
    private static async Task<IPAddress[]> Resolve(string host, CancellationToken stop) =>
        Forms.Resolved(host) ?? (Numeric().IsMatch(host)
            ? await Dns.GetHostAddressesAsync(host, stop)
            : throw new SocketException((int)SocketError.HostNotFound));

    private ValueTask<Stream> Dial(IPAddress[] to, int port, CancellationToken stop)
    {
        foreach (var address in to) Called.Add(address);
        return ValueTask.FromResult<Stream>(new Talk(Encoding.UTF8.GetBytes(_answer)));
    }

    [GeneratedRegex(@"^[\[\]0-9a-fA-FxX.:%]+(eth0)?$")]
    private static partial Regex Numeric();

    /// <summary>Takes whatever is said and gives one answer.</summary>
    private sealed class Talk(byte[] answer) : MemoryStream(answer)
    {
        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count) { }

        public override void Write(ReadOnlySpan<byte> buffer) { }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken stop) =>
            Task.CompletedTask;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken stop = default) =>
            ValueTask.CompletedTask;
    }
}
