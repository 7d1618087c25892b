using System.Security.Cryptography;
using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>An artifact comes to a host whole, once, and goes on where it was cut.</summary>
public sealed class ArtifactsOverSsh(SshServer server) : IClassFixture<SshServer>, IDisposable
{
    private const int Size = 12 * 1024 * 1024 + 17;
    private readonly Bench _bench = new();
    private readonly SshBench _places = new(server);

    [Fact]
    public async Task It_arrives_byte_for_byte_and_what_is_there_is_not_sent_again()
    {
        var (file, sha256) = Artifact(Size);
        var driver = _places.Open(_bench);

        var there = await driver.Bring(file, sha256, default);
        var written = File.GetLastWriteTimeUtc(there);
        File.WriteAllBytes(file, new byte[Size]);
        var again = await driver.Bring(file, sha256, default);

        Assert.Equal(there, again);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(there))));
        Assert.InRange(File.GetLastWriteTimeUtc(again), written, DateTime.MaxValue);
    }

    [Fact]
    public async Task Targets_that_share_a_host_share_what_is_sent()
    {
        var (file, sha256) = Artifact(Size);
        var driver = _places.Open(_bench);

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => driver.Bring(file, sha256, default)));

        Assert.Single(all.Distinct());
        Assert.Equal([sha256], Directory.GetFiles(_bench.In("tickets/artifacts")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task It_goes_on_where_the_connection_was_cut()
    {
        var (file, sha256) = Artifact(Size);
        var driver = _places.Open(_bench);
        Directory.CreateDirectory(_bench.In("tickets/artifacts"));
        // What an earlier try left. Were it sent from the beginning, the first bytes would be the file's and the digest right.
        using (var part = File.Create(_bench.In($"tickets/artifacts/{sha256}.part"))) part.Write(File.ReadAllBytes(file).AsSpan(0, Size / 2));
        SshServer.Run("chown", "-R", SshServer.User, _bench.In("tickets"));
        using (var broken = File.OpenWrite(file)) broken.Write(new byte[Size / 2]);

        var there = await driver.Bring(file, sha256, default);

        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(there))));
    }

    [Fact]
    public async Task However_often_it_is_cut_it_comes_whole()
    {
        var (file, sha256) = Artifact(Size * 4);
        var driver = _places.Open(_bench);
        await driver.Observe("t0", 0, default);
        var cutting = true;
        var cuts = Cut();

        var there = await Bench.Until(() => Again(driver, file, sha256), path => path != "");
        cutting = false;

        Assert.InRange(await cuts, 1, 5);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(there))));

        async Task<int> Cut()
        {
            for (var times = 0; times < 5; times++)
            {
                await Task.Delay(60);
                if (!cutting) return times;
                server.Cut();
            }
            return 5;
        }
    }

    [Fact]
    public async Task A_host_that_hangs_in_the_middle_is_told_in_time_and_it_comes_whole_when_the_host_is_back()
    {
        var (file, sha256) = Artifact(Size * 4);
        SshServer.Run("chown", SshServer.User, _bench.Folder);
        using var hosts = SshServer.Open(server.Settings(_bench.In("tickets")) with
        {
            ToAnswer = TimeSpan.FromSeconds(1), ToReach = TimeSpan.FromSeconds(2),
        });
        var driver = hosts.Driver(server.Host);
        await driver.Observe("t0", 0, default);

        var bringing = driver.Bring(file, sha256, default);
        await Bench.Until(() => File.Exists(_bench.In($"tickets/artifacts/{sha256}.part")));
        server.Freeze();
        var told = await Record.ExceptionAsync(() => bringing);
        server.Thaw();

        Assert.True(told is null or HostUnreachable { Passes: true }, $"{told}");
        var there = await Bench.Until(() => Again(driver, file, sha256), path => path != "");
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(there))));
    }

    private static async Task<string> Again(IDriver driver, string file, string sha256)
    {
        try
        {
            return await driver.Bring(file, sha256, default);
        }
        catch (HostUnreachable lost)
        {
            Assert.True(lost.Passes, lost.Message);
            return "";
        }
    }

    [Fact]
    public async Task What_came_damaged_is_thrown_away_and_never_used()
    {
        var (file, sha256) = Artifact(1000);
        File.WriteAllBytes(file, new byte[1000]);

        await Assert.ThrowsAsync<HostUnreachable>(() => _places.Open(_bench).Bring(file, sha256, default));

        Assert.False(File.Exists(_bench.In($"tickets/artifacts/{sha256}")));
    }

    private (string File, string Sha256) Artifact(int size)
    {
        var bytes = new byte[size];
        new Random(7).NextBytes(bytes);
        var file = Path.Combine(Directory.CreateDirectory(_bench.In("store")).FullName, "artifact");
        File.WriteAllBytes(file, bytes);
        return (file, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public void Dispose()
    {
        server.Thaw();
        _bench.Dispose();
        _places.Dispose();
    }
}
