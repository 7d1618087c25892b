using System.Text.Json;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>
/// A service whose targets are on two hosts reached over SSH, staging and production each on both. The hosts keep a
/// ledger of what was started; the server is killed while a start runs.
/// </summary>
public sealed class ShippedOverSsh : IDisposable
{
    private const string Service = Drill.Service;
    private static readonly string[] Lanes = ["staging", "production"];
    private readonly SshServer _one = new();
    private readonly SshServer _two = new();
    private readonly TempFolder _folder = new();
    private readonly TempRepository _repository = new();

    [Fact]
    public async Task It_goes_on_after_a_kill_starts_nothing_twice_and_comes_back()
    {
        PrepareHosts();
        WriteRepository();
        await using var server = Server();
        await server.Start();
        await server.Do("guide/apply", new ApplyGuide(Drill.Guide, await File.ReadAllBytesAsync(Drill.GuideFile())), "Ada");
        await server.Do("services/apply", new ApplyServices("plimsoll.yaml", ServiceFile()), "Ada");
        var probed = await Probed(server);
        Assert.All(probed, host => Assert.True(host is { Trouble: "", Missing.IsEmpty: true, FreeBytes: > 0 }, $"{host}"));
        Assert.Equal([_one.Address, _two.Address], probed.Select(host => host.Host));
        foreach (var lane in Lanes) await server.Do($"services/{Service}/adopt", new Adopt("1.0.0", lane), "Ada");
        await Releases.Ready(server, "1.1.0");
        using var watch = new Watch(server.Folder);

        await server.Do($"releases/{Service}/1.1.0/ship", new { }, "Ada");
        await Until(watch, server, _ => Ledger().Contains("production two 1.1.0 begins"));
        await server.Kill();
        await server.Start();
        await Until(watch, server, world => Lane(world, "production") is { RunningVersion: "1.1.0", Active: null });

        Assert.Equal(
            [.. from lane in Lanes from target in (string[])["one", "two"] from word in (string[])["begins", "ends"]
                select $"{lane} {target} 1.1.0 {word}"],
            Ledger());
        Assert.Contains((await Probed(server))[0].Tickets, ticket => ticket.EndsWith(" forgotten", StringComparison.Ordinal));
        await server.Do($"services/{Service}/production/rollback", new RollbackBody("it hurts"), "Ada");
        await Until(watch, server, world => Lane(world, "production") is { RunningVersion: "1.0.0", Active: null });
        Assert.Equal(2, Ledger().Count(line => line.EndsWith("1.0.0 ends", StringComparison.Ordinal)));
        Assert.Equal("releases/1.0.0", new DirectoryInfo(Path.Combine(Target("production", "one"), "current")).LinkTarget);
        Assert.Equal("releases/1.1.0", new DirectoryInfo(Path.Combine(Target("staging", "two"), "current")).LinkTarget);
    }

    private static async Task<TargetProbeView[]> Probed(ServerProcess server) => JsonSerializer.Deserialize<TargetProbeView[]>(
        await server.Do($"services/{Service}/production/probe-targets", new TargetBody(""), "Ada"), JsonSerializerOptions.Web)!;

    private static Lane Lane(World world, string lane) => world.Get<Lane>(Core.Deployments.Lane.StreamOf(Service, lane));

    private static async Task Until(Watch watch, ServerProcess server, Func<World, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!holds(watch.CatchUp()))
        {
            Assert.False(patience.IsCancellationRequested, $"It does not come about.\n{Story(watch)}\n{server.Said}");
            await Task.Delay(20);
        }
    }

    private static string Story(Watch watch) => string.Join('\n', watch.Facts.TakeLast(30).Select(
        f => $"{Round.Name(f)} {(f.Event as AttemptEnded)?.Outcome} {(f.Event as AttemptEnded)?.Sentence}"));

    private ServerProcess Server()
    {
        File.WriteAllLines(_folder.At("known_hosts"), [_one.KnownLine, _two.KnownLine]);
        return new ServerProcess(_folder.At("data"))
        {
            Environment =
            {
                ["PLIMSOLL_SSH_KNOWN_HOSTS"] = _folder.At("known_hosts"),
                ["PLIMSOLL_SSH_KEYS"] = $"{_one.At("mine")}:{_two.At("mine")}",
            },
        };
    }

    private string Target(string lane, string target) => _folder.At("hosts", lane, target);

    private string[] Ledger() => File.Exists(_folder.At("hosts", "ledger")) ? File.ReadAllLines(_folder.At("hosts", "ledger")) : [];

    /// <summary>Targets on which 1.0.0 was put by hand.</summary>
    private void PrepareHosts()
    {
        foreach (var target in Lanes.SelectMany(lane => (string[])[Target(lane, "one"), Target(lane, "two")]))
        {
            Directory.CreateDirectory(Path.Combine(target, "releases", "1.0.0"));
            Drill.Program(Path.Combine(target, "releases", "1.0.0", "bin", "start"), Start);
            File.CreateSymbolicLink(Path.Combine(target, "current"), "releases/1.0.0");
        }
        SshServer.Run("chown", "-R", SshServer.User, _folder.At("hosts"));
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
    }

    private const string Start = """
        #!/bin/sh
        say() { echo "$PLIMSOLL_ENVIRONMENT $PLIMSOLL_TARGET $PLIMSOLL_VERSION $1" >>"$LEDGER"; }
        say begins; sleep 0.6; say ends
        """;

    private void WriteRepository()
    {
        Drill.Program(Path.Combine(_repository.Path, "bin", "start"), Start);
        foreach (var (version, subject) in new[] { ("1.0.0", "feat: begin"), ("1.1.0", "feat: mend") })
        {
            _repository.Commit(subject, "VERSION", version);
            _repository.Git("tag", $"v{version}");
        }
    }

    private string ServiceFile() => $$"""
        version: 1
        name: {{Service}}
        repository: {{_repository.Path}}
        people:
          Release Manager: [Ada, Rosa]
          Developers: [Ben]
          QA/Testing Specialist: [Chidi]
          Security Lead: [Dana]
          PM: [Eli]
        contacts: [{ person: Ada, mail: ada@example.test }]
        artifact:
          build: mkdir -p out && tar -czf "out/drill-$PLIMSOLL_VERSION.tar.gz" bin VERSION
          file: out/drill-{version}.tar.gz
        variables: { LEDGER: "{{_folder.At("hosts", "ledger")}}" }
        defaults: { driver: ssh, start: ./bin/start }
        environments:
        {{string.Join('\n', Lanes.Select(lane => $$"""
          - name: {{lane}}
            targets:
              - { name: one, folder: "{{Target(lane, "one")}}", host: "{{_one.Address}}", host-key: "{{_one.Fingerprint}}" }
              - { name: two, folder: "{{Target(lane, "two")}}", host: "{{_two.Address}}" }
        """))}}
        smoke:
          - { command: "true", name: says yes }
        audiences: { stakeholders: [board@example.test, all@example.test], support: [desk@example.test] }
        """;

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }
}
