using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Storefront;

/// <summary>Waits until one process answers with its version; <c>bin/start</c> needs no other program for it.</summary>
public static class Answers
{
    public static int Wait(int port, string version, string pid, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (!Proves(Ask(port), version, pid))
        {
            if (!Lives(pid) || Stopwatch.GetElapsedTime(started) > limit)
                return 1;
            Thread.Sleep(50);
        }
        return 0;
    }

    static bool Proves(string answer, string version, string pid) =>
        answer.Contains($"Storefront-Process: {pid}\r\n", StringComparison.Ordinal)
        && answer.Contains($"\"version\":\"{version}\"", StringComparison.Ordinal);

    static string Ask(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port) { ReceiveTimeout = 2000, SendTimeout = 2000 };
            using var stream = client.GetStream();
            stream.Write("GET /version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);
            using var answer = new StreamReader(stream, Encoding.UTF8);
            return answer.ReadToEnd();
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return "";
        }
    }

    static bool Lives(string pid)
    {
        try
        {
            // A process that ended but was not yet collected has no command line any more.
            return File.ReadAllBytes($"/proc/{pid}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
