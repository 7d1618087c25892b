using System.Diagnostics;
using Npgsql;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Database;

/// <summary>A real PostgreSQL of the tests, on a port of its own; gone with whoever started it, however they end.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder;
    private Process? _process;
    private int _databases;

    private PostgresCluster(string folder, int port) => (_folder, Port) = (folder, port);

    public int Port { get; }

    /// <param name="access">Lines of pg_hba.conf that hold before the others, by which everybody is let in.</param>
    public static async Task<PostgresCluster> Start(string settings = "", string access = "")
    {
        var cluster = New();
        await Run("initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D", cluster.Data);
        await File.AppendAllTextAsync(
            Path.Combine(cluster.Data, "postgresql.conf"), $"\nmax_connections = 300\nwal_keep_size = 64\n{settings}\n");
        var hba = Path.Combine(cluster.Data, "pg_hba.conf");
        await File.WriteAllTextAsync(hba, $"{access}\n{await File.ReadAllTextAsync(hba)}\nhost replication all 127.0.0.1/32 trust\n");
        await cluster.Up();
        return cluster;
    }

    /// <summary>Another that streams everything from this one.</summary>
    /// <param name="name">How this one knows it, when it is to wait for it.</param>
    public async Task<PostgresCluster> Replica(string name = "replica")
    {
        var replica = New();
        await Run(
            "pg_basebackup", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-X", "stream", "-c", "fast", "--no-sync",
            "-D", replica.Data, "-R", "-d", $"application_name={name}");
        await replica.Up();
        return replica;
    }

    /// <summary>An empty database, and how it is reached.</summary>
    public async Task<NpgsqlConnectionStringBuilder> NewDatabase()
    {
        var name = $"journal_{Interlocked.Increment(ref _databases)}";
        await Do("postgres", $"CREATE DATABASE {name}");
        return Of(name);
    }

    public NpgsqlConnectionStringBuilder Of(string database) => new()
    {
        Host = "127.0.0.1", Port = Port, Username = "postgres", Database = database, Timeout = 5,
    };

    public async Task Do(string database, string sql) => await Ask(sql, database);

    private async Task<string> Ask(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection($"{Of(database)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    /// <summary>Waits until this replica has what its primary had when it was asked.</summary>
    public async Task HasAll(PostgresCluster primary)
    {
        var there = await primary.Ask("SELECT pg_current_wal_lsn()::text");
        using var patience = new CancellationTokenSource(Patience);
        while (await Ask($"SELECT (pg_last_wal_replay_lsn() >= '{there}')::text") != "true") await Task.Delay(20, patience.Token);
    }

    /// <summary>This replica goes on, and nothing comes from its primary any more.</summary>
    public async Task StopHearing()
    {
        await Do("postgres", "ALTER SYSTEM SET primary_conninfo = ''");
        await Do("postgres", "SELECT pg_reload_conf()");
        using var patience = new CancellationTokenSource(Patience);
        while (await Ask("SELECT count(*)::text FROM pg_stat_wal_receiver") != "0") await Task.Delay(20, patience.Token);
    }

    public Task Promote() => Run("pg_ctl", "promote", "-w", "-D", Data);

    /// <summary>kill -9 of the postmaster; what it had not written to disk is not there.</summary>
    public async Task Kill()
    {
        var pid = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        using var kill = Process.Start("kill", ["-KILL", pid]);
        await kill.WaitForExitAsync();
        await Ended();
    }

    public async Task Up()
    {
        _process = Process.Start(new ProcessStartInfo(
            "sh", ["-c", Watched, "sh", .. Postgres("postgres"), "-D", Data, "-p", $"{Port}", "-k", _folder,
                "-c", "listen_addresses=127.0.0.1"])
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("sh did not start.");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        while (!await Answers()) await Task.Delay(20, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _process?.StandardInput.Close();
        await Ended();
        Directory.Delete(_folder, recursive: true);
    }

    // Whoever started it holds the other end of its input; when that is closed, by whatever, it ends at once.
    private const string Watched = "\"$@\" < /dev/null & read -r _; kill -QUIT $!; wait";

    private string Data => Path.Combine(_folder, "data");

    private static PostgresCluster New()
    {
        MustBeThere();
        var folder = Directory.CreateTempSubdirectory("plimsoll-postgres-").FullName;
        HandOver(folder);
        return new PostgresCluster(folder, Place.FreePort(0));
    }

    private static bool IsRoot => Environment.UserName == "root";

    public static void MustBeThere() => Assert.SkipUnless(
        Directory.Exists(Programs), $"PostgreSQL is missing ({Programs}): apt-get install postgresql-15");

    /// <summary>Lets whoever runs its programs write into a folder.</summary>
    public static void HandOver(string folder)
    {
        if (!IsRoot) return;
        using var chown = Process.Start("chown", ["postgres:", folder]);
        chown.WaitForExit();
    }

    /// <summary>How one of its programs is started: it refuses to run as root.</summary>
    public static string[] Postgres(string program) => IsRoot
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(Programs, program)]
        : [Path.Combine(Programs, program)];

    private static async Task<string> Run(string program, params string[] arguments)
    {
        var line = Postgres(program);
        using var process = Process.Start(new ProcessStartInfo(line[0], [.. line[1..], .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {await said}{await complained}");
        return await said;
    }

    private async Task<bool> Answers()
    {
        try
        {
            await Do("postgres", "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            Assert.False(_process is { HasExited: true }, "PostgreSQL ended while it started.");
            return false;
        }
    }

    private async Task Ended()
    {
        if (_process is not { } process) return;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }
}
