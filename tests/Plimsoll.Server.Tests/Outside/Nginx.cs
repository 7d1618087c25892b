using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>A real nginx with the very configuration the handbook shows, on a port of its own.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private Process? _process;

    public int Port { get; } = Place.FreePort(0);

    private const string Program = "/usr/sbin/nginx";

    public static void MustBeThere() =>
        Assert.SkipUnless(File.Exists(Program), $"nginx is missing ({Program}): apt-get install nginx-light");

    /// <param name="change">What another installation would write; the handbook's own when left out.</param>
    public async Task Start(string host, int plimsoll, Issued certificate, Func<string, string>? change = null)
    {
        MustBeThere();
        var handbook = await File.ReadAllTextAsync(Path.Combine(Cli.House.Root, "docs", "handbook", "network.md"));
        var server = Example().Match(handbook).Groups[1].Value
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{Port} ssl;")
            .Replace("server_name ops.example.org;", $"server_name {host};")
            .Replace("/etc/ssl/ops.example.org.pem", certificate.Certificate)
            .Replace("/etc/ssl/private/ops.example.org.key", certificate.Key)
            .Replace("http://127.0.0.1:7440", $"http://127.0.0.1:{plimsoll}");
        Assert.DoesNotContain("example.org", server);
        _folder.Write("nginx.conf",
            $$"""
            daemon off;
            pid {{_folder.At("nginx.pid")}};
            error_log {{_folder.At("error.log")}};
            worker_processes 1;
            events {}
            http {
              access_log off;
              client_body_temp_path {{_folder.At("body")}};
              proxy_temp_path {{_folder.At("proxy")}};
              fastcgi_temp_path {{_folder.At("fastcgi")}};
              uwsgi_temp_path {{_folder.At("uwsgi")}};
              scgi_temp_path {{_folder.At("scgi")}};
              {{change?.Invoke(server) ?? server}}
            }
            """);
        _process = Process.Start(new ProcessStartInfo(Program, ["-p", _folder.Path, "-c", _folder.At("nginx.conf")])
        {
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("nginx did not start.");
        for (var tries = 0; !await Listens(); tries++)
        {
            Assert.False(_process.HasExited || tries > 600, await Trouble());
            await Task.Delay(50);
        }
    }

    private async Task<string> Trouble() => File.Exists(_folder.At("error.log"))
        ? await File.ReadAllTextAsync(_folder.At("error.log")) : await _process!.StandardError.ReadToEndAsync();

    private async Task<bool> Listens()
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
