using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>
/// Two hosts reached over SSH, staging and production each on both, that keep a ledger of what was started on them; and a
/// repository with releases to put there. 1.0.0 was put there by hand.
/// </summary>
internal sealed class TwoHosts : IDisposable
{
    private const string Service = Drill.Service;
    public static readonly string[] Lanes = ["staging", "production"];
    private readonly TempFolder _folder = new();
    private readonly TempRepository _repository = new();

    /// <param name="versions">Tags of the repository, after 1.0.0.</param>
    public TwoHosts(params string[] versions)
    {
        PrepareHosts();
        WriteRepository(["1.0.0", .. versions]);
        File.WriteAllLines(_folder.At("known_hosts"), [One.KnownLine, Two.KnownLine]);
    }

    public SshServer One { get; } = new();

    public SshServer Two { get; } = new();

    /// <summary>What a server's environment has besides, so that it reaches them.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["PLIMSOLL_SSH_KNOWN_HOSTS"] = _folder.At("known_hosts"),
        ["PLIMSOLL_SSH_KEYS"] = $"{One.At("mine")}:{Two.At("mine")}",
    };

    public string Data(string name) => _folder.At(name);

    /// <summary>The guide, the service, and 1.0.0 adopted.</summary>
    public async Task Introduce(ServerProcess server)
    {
        await server.Do("guide/apply", new ApplyGuide(Drill.Guide, await File.ReadAllBytesAsync(Drill.GuideFile())), "Ada");
        await server.Do("services/apply", new ApplyServices("plimsoll.yaml", ServiceFile()), "Ada");
        foreach (var lane in Lanes) await server.Do($"services/{Service}/adopt", new Adopt("1.0.0", lane), "Ada");
    }

    /// <summary>What a release of the service must have begun and ended, once each.</summary>
    public static IEnumerable<string> Expected(string version) =>
        from lane in Lanes from target in (string[])["one", "two"] from word in (string[])["begins", "ends"]
        select $"{lane} {target} {version} {word}";

    public string Target(string lane, string target) => _folder.At("hosts", lane, target);

    public string[] Ledger() => File.Exists(_folder.At("hosts", "ledger")) ? File.ReadAllLines(_folder.At("hosts", "ledger")) : [];

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

    // Longer than a server needs to die in the middle of it.
    private const string Start = """
        #!/bin/sh
        say() { echo "$PLIMSOLL_ENVIRONMENT $PLIMSOLL_TARGET $PLIMSOLL_VERSION $1" >>"$LEDGER"; }
        say begins; sleep 0.6; say ends
        """;

    private void WriteRepository(string[] versions)
    {
        Drill.Program(Path.Combine(_repository.Path, "bin", "start"), Start);
        foreach (var version in versions)
        {
            _repository.Commit($"feat: bring {version}", "VERSION", version);
            _repository.Git("tag", $"v{version}");
        }
    }

    public string ServiceFile() => $$"""
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
              - { name: one, folder: "{{Target(lane, "one")}}", host: "{{One.Address}}", host-key: "{{One.Fingerprint}}" }
              - { name: two, folder: "{{Target(lane, "two")}}", host: "{{Two.Address}}" }
        """))}}
        smoke:
          - { command: "true", name: says yes }
        audiences: { stakeholders: [board@example.test, all@example.test], support: [desk@example.test] }
        """;

    public void Dispose()
    {
        One.Dispose();
        Two.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }
}
