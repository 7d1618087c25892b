using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Repositories;
using Plimsoll.Server.Tests.Storefront;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A small service with every kind of action, prepared once: 1.0.0 adopted, 1.1.0 good, 1.2.0 broken.</summary>
/// <remarks>Its targets are on this machine, or on hosts reached over SSH, one on each.</remarks>
internal sealed class Drill : IDisposable
{
    public const string Service = "drill";
    public const string Good = "1.1.0";
    public const string Bad = TargetPages.Broken;
    private static readonly string[] Names = ["one", "two", "three", "four"];
    public const string Guide = "octoacme-release-and-deployment.md";
    private readonly TempFolder _folder = new();
    private readonly TempRepository _repository = new();

    private readonly SshServer[] _hosts;

    private Drill(SshServer[] hosts)
    {
        (_hosts, Targets) = (hosts, Names[..(hosts.Length == 0 ? 2 : hosts.Length)]);
        Pages = new TargetPages(Rounds);
        System.IO.File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
    }

    public string[] Targets { get; }

    public TargetPages Pages { get; }

    public string Rounds => Path.Combine(_folder.Path, "rounds");

    public static async Task<Drill> Prepared(params SshServer[] hosts)
    {
        var drill = new Drill(hosts);
        drill.WriteRepository();
        var round = drill.Place("template");
        await using var server = drill.Server(round);
        await server.Start();
        await server.Do("guide/apply", new ApplyGuide(Guide, await System.IO.File.ReadAllBytesAsync(GuideFile())), "Ada");
        await drill.Apply(server, "template");
        await server.Do($"services/{Service}/adopt", new Adopt("1.0.0", "production"), "Ada");
        foreach (var version in (string[])[Good, Bad]) await Releases.Ready(server, version);
        return drill;
    }

    /// <summary>A copy of everything prepared, for one round.</summary>
    public async Task<ServerProcess> Begin(string round)
    {
        var folder = Place(round);
        await Shell.MustRun("cp", "-a", Path.Combine(Rounds, "template", "data"), folder);
        // On a host each round is a server of its own, as each data folder has its own mark.
        System.IO.File.Delete(Path.Combine(folder, "data", "server-mark"));
        var server = Server(folder);
        await server.Start();
        await Apply(server, round);
        return server;
    }

    private ServerProcess Server(string round)
    {
        var server = new ServerProcess(Path.Combine(round, "data"));
        if (_hosts is []) return server;
        System.IO.File.WriteAllLines(_folder.At("known_hosts"), _hosts.Select(host => host.KnownLine));
        server.Environment["PLIMSOLL_SSH_KNOWN_HOSTS"] = _folder.At("known_hosts");
        server.Environment["PLIMSOLL_SSH_KEYS"] = string.Join(':', _hosts.Select(host => host.At("mine")));
        return server;
    }

    public Task<string> Apply(ServerProcess server, string round) => ApplyText(server, File(round));

    /// <summary>The same service with nothing but upload and switch.</summary>
    public Task<string> Slim(ServerProcess server, string round) => ApplyText(server, string.Join('\n', File(round).Split('\n')
        .Where(line => !Slimmed.Any(key => line.TrimStart().StartsWith(key, StringComparison.Ordinal)))));

    private static readonly string[] Slimmed =
        ["start:", "stop:", "hooks:", "backup:", "health:", "verification:", "- { http: ", "- { metric: ", "data:", "- { command: ", "smoke:"];

    private static Task<string> ApplyText(ServerProcess server, string text) =>
        server.Do("services/apply", new ApplyServices("plimsoll.yaml", text), "Ada");

    public void Dispose()
    {
        Pages.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }

    /// <summary>Targets on which 1.0.0 was put by hand.</summary>
    private string Place(string round)
    {
        var folder = Path.Combine(Rounds, round);
        foreach (var target in Targets.Select(t => Path.Combine(folder, "targets", t)))
        {
            var release = Directory.CreateDirectory(Path.Combine(target, "releases", "1.0.0"));
            foreach (var name in (string[])["bin/start", "bin/stop", "bin/migrate"])
            {
                Directory.CreateDirectory(Path.Combine(release.FullName, "bin"));
                System.IO.File.Copy(Path.Combine(_repository.Path, name), Path.Combine(release.FullName, name));
            }
            System.IO.File.CreateSymbolicLink(Path.Combine(target, "current"), "releases/1.0.0");
        }
        if (_hosts is not []) SshServer.Run("chown", "-R", SshServer.User, folder);
        return folder;
    }

    private void WriteRepository()
    {
        Program(Path.Combine(_folder.Path, "act"), Acts.Script);
        foreach (var name in (string[])["start", "stop", "migrate"])
            Program(Path.Combine(_repository.Path, "bin", name), $"#!/bin/sh\nexec \"$ACT\" {name}\n");
        foreach (var (version, subject) in new[] { ("1.0.0", "feat: begin"), (Good, "feat: mend"), (Bad, "feat: grow") })
        {
            _repository.Commit(subject, "VERSION", version);
            _repository.Git("tag", $"v{version}");
        }
    }

    public static string GuideFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "guides", Guide))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "guides", Guide);
    }

    /// <summary>A script anybody may run.</summary>
    public static void Program(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
        System.IO.File.WriteAllText(file, text + "\n");
        System.IO.File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    private string File(string round) => $$"""
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
        data: true
        artifact:
          build: mkdir -p out && tar -czf "out/drill-$PLIMSOLL_VERSION.tar.gz" bin VERSION
          file: out/drill-{version}.tar.gz
        variables:
          DRILL: "{{Path.Combine(Rounds, round)}}"
          ACT: "{{Path.Combine(_folder.Path, "act")}}"
        staging: none because "this drill has production only"
        environments:
          - name: production
            driver: {{(_hosts is [] ? "command" : "ssh")}}
            max-parallel: 2
            start: ./bin/start
            stop: ./bin/stop
            hooks: { before: '"$ACT" before', migrate: ./bin/migrate, per-target: '"$ACT" per-target', after: '"$ACT" after' }
            backup: { command: '"$ACT" backup', check: '"$ACT" check', restore: by hand }
            health: { url: "{target}/health", json: { version: "{version}" }, attempts: 40, interval: 50ms }
            verification:
              - { http: "{target}/verify", name: verifies, attempts: 1 }
              - { metric: errors_total, per: requests_total, name: few errors, max: 0.05, for: 5s, interval: 200ms, minimum-samples: 2 }
            targets:
        {{string.Join('\n', Targets.Select((t, i) => $$"""
              - { name: {{t}}, {{(_hosts is [] ? "" : $"host: \"{_hosts[i].Address}\", ")}}folder: "{{Path.Combine(Rounds, round, "targets", t)}}", url: "{{Pages.Address}}/{{round}}/{{t}}" }
        """))}}
        smoke:
          - { http: "{target}/health", name: answers, attempts: 20, interval: 50ms }
          - { command: {{(_hosts is [] ? "test -e releases" : "test -e /")}}, name: has releases }
        rollback: automatic
        audiences: { stakeholders: [board@example.test, all@example.test], support: [desk@example.test] }
        """;
}
