using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A service on the server's own machine whose work is another user's, and a hook that falls silent.</summary>
public sealed class ShippedAsAnotherUser : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempRepository _repository = new();

    [Fact]
    public async Task Silence_goes_on_while_the_server_is_killed_and_ends_the_work_as_out_of_time()
    {
        if (Environment.UserName != "root") Assert.Skip("needs root, to become somebody else");
        SshServer.MakeUser();
        Prepare();
        await using var server = new ServerProcess(_folder.At("data"));
        await server.Start();
        await server.Do("guide/apply", new ApplyGuide(Drill.Guide, await File.ReadAllBytesAsync(Drill.GuideFile())), "Ada");
        await server.Do("services/apply", new ApplyServices("plimsoll.yaml", ServiceFile()), "Ada");
        await server.Do($"services/{Drill.Service}/adopt", new Adopt("1.0.0", "production"), "Ada");
        await Releases.Ready(server, "1.1.0");
        using var watch = new Watch(server.Folder);

        await server.Do($"releases/{Drill.Service}/1.1.0/ship", new { }, "Ada");
        await Until(watch, () => File.Exists(_folder.At("target", "limits")));
        await server.Kill();
        await server.Start();
        await Until(watch, () => Ended(watch).Any(end => end.Action.Contains("before", StringComparison.Ordinal)));

        var before = Ended(watch).Single(end => end.Action.Contains("before", StringComparison.Ordinal));
        Assert.Equal((Outcome.TimedOut, "it printed nothing for 4s and was stopped"), (before.Outcome, before.Sentence));
        Assert.Equal([SshServer.User, "64", "1"], File.ReadAllLines(_folder.At("target", "limits")));
        Assert.Equal(SshServer.User, SshServer.Run("stat", "-c", "%U", _folder.At("target", "releases", "1.1.0", "VERSION")).Trim());
    }

    private static IEnumerable<AttemptEnded> Ended(Watch watch)
    {
        watch.CatchUp();
        return watch.Facts.Select(fact => fact.Event).OfType<AttemptEnded>();
    }

    private static async Task Until(Watch watch, Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!holds())
        {
            Assert.False(
                patience.IsCancellationRequested,
                $"It does not come about.\n{string.Join('\n', Ended(watch).Select(end => $"{end.Action} {end.Outcome} {end.Sentence}"))}");
            await Task.Delay(20);
        }
    }

    private void Prepare()
    {
        Directory.CreateDirectory(_folder.At("target"));
        SshServer.Run("chown", SshServer.User, _folder.At("target"));
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        foreach (var (version, subject) in new[] { ("1.0.0", "feat: begin"), ("1.1.0", "feat: mend") })
        {
            _repository.Commit(subject, "VERSION", version);
            _repository.Git("tag", $"v{version}");
        }
    }

    private string ServiceFile() => $$"""
        version: 1
        name: {{Drill.Service}}
        repository: {{_repository.Path}}
        people:
          Release Manager: [Ada, Rosa]
          Developers: [Ben]
          QA/Testing Specialist: [Chidi]
          Security Lead: [Dana]
          PM: [Eli]
        contacts: [{ person: Ada, mail: ada@example.test }]
        artifact:
          build: mkdir -p out && tar -czf "out/drill-$PLIMSOLL_VERSION.tar.gz" VERSION
          file: out/drill-{version}.tar.gz
        staging: none because "this drill has production only"
        environments:
          - name: production
            idle-timeout: 4s
            limits: { open-files: 64, cpu-time: 1s }
            hooks: { before: "(id -un; ulimit -n; ulimit -t) >../../limits.new; mv ../../limits.new ../../limits; echo asleep; exec sleep 300" }
            targets: [{ name: one, become: {{SshServer.User}}, folder: "{{_folder.At("target")}}" }]
        smoke:
          - { command: "true", name: says yes }
        audiences: { stakeholders: [board@example.test, all@example.test], support: [desk@example.test] }
        """;

    public void Dispose()
    {
        _repository.Dispose();
        _folder.Dispose();
    }
}
