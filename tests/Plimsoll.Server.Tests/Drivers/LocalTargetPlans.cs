using System.Collections.Immutable;
using System.Diagnostics;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Local;

namespace Plimsoll.Server.Tests.Drivers;

public sealed class LocalTargetPlans : IDisposable
{
    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary<string, string>.Empty;

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> Nobody =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    private readonly Bench _bench = new();

    [Fact]
    public void A_plan_reads_as_the_command_to_paste()
    {
        var target = Some("/srv/web1", stop: "./stop.sh", start: "./serve --port $PORT &");
        const string Variables =
            "PLIMSOLL_ENVIRONMENT=production PLIMSOLL_SERVICE=shop PLIMSOLL_TARGET=web1 PLIMSOLL_VERSION=1.1.0 PORT=81";

        string[] plans =
        [
            target.Upload("1.1.0", "/store/ab12", "ab12", "shop-1.1.0.tar.gz", "1.0.0").Summary,
            target.HookBefore("migrate", "./migrate.sh && echo 'done'", "1.1.0").ToString(),
            target.Restart("1.1.0")!.ToString(),
            target.HookAfter("after", "true", "1.1.0").ToString(),
        ];

        Assert.Equal(
            [
                "cd / && env sh -c '# plimsoll: puts a release beside the others and removes what is kept no more; "
                + "what runs is not touched.  FOLDER VERSION ARTIFACT SHA256 NAME KEEP GOOD …' plimsoll-upload "
                + "/srv/web1 1.1.0 /store/ab12 ab12 shop-1.1.0.tar.gz 2 1.0.0",
                $@"cd /srv/web1/releases/1.1.0 && env {Variables} sh -c './migrate.sh && echo '\''done'\'''",
                $"cd /srv/web1/current && env {Variables} sh -c 'sh -c \"$1\" || echo \"stop ended with exit code $?; "
                + "starting all the same\" >&2\nunset PLIMSOLL_TICKET PLIMSOLL_SLOT\nexec sh -c \"$2\"' "
                + "plimsoll-restart ./stop.sh './serve --port $PORT &'",
                $"cd /srv/web1/current && env {Variables} sh -c true",
            ],
            plans);
    }

    [Fact]
    public void What_is_not_idempotent_says_so()
    {
        var target = Some("/srv/web1", stop: "stop", start: "start");

        Assert.True(target.Upload("1.0.0", "/a", "x", "a.tar", "").Idempotent);
        Assert.True(target.Switch("1.0.0").Idempotent);
        Assert.True(target.Restart("1.0.0")!.Idempotent);
        Assert.False(Some("/srv/web1", stop: null, start: "start").Restart("1.0.0")!.Idempotent);
        Assert.False(target.HookBefore("migrate", "x", "1.0.0").Idempotent);
        Assert.Null(Some("/srv/web1", null, null).Restart("1.0.0"));
        Assert.Throws<ArgumentException>(() => target.Switch("../1.0.0"));
    }

    [Theory]
    [InlineData("app.tar.gz", "tar -czf app.tar.gz app.txt", "app.txt")]
    [InlineData("app.tar", "tar -cf app.tar app.txt", "app.txt")]
    [InlineData("app.zip", "zip -q app.zip app.txt || python3 -m zipfile -c app.zip app.txt", "app.txt")]
    [InlineData("app", "cp app.txt app", "app")]
    public void An_artifact_is_unpacked_into_its_release(string name, string make, string file)
    {
        var target = Some(_bench.In("web1"));
        var sha256 = Artifact(name, make, "hello");

        Run(target.Upload("1.0.0", _bench.In(name), sha256, name, ""));
        Assert.Contains("already here", Run(target.Upload("1.0.0", _bench.In(name), sha256, name, "")));

        Assert.Equal("hello", File.ReadAllText(_bench.In($"web1/releases/1.0.0/{file}")));
        Assert.Equal(["1.0.0"], Directory.GetDirectories(_bench.In("web1/releases")).Select(Path.GetFileName));
        Assert.Null(target.Running());
    }

    [Fact]
    public void An_artifact_that_is_not_the_sealed_one_is_refused()
    {
        var target = Some(_bench.In("web1"));
        Artifact("app", "cp app.txt app", "hello");

        var said = Run(target.Upload("1.0.0", _bench.In("app"), new string('0', 64), "app", ""), expected: 1);

        Assert.Contains("not the one that was sealed", said);
        Assert.Empty(Directory.GetDirectories(_bench.In("web1/releases")));
    }

    [Fact]
    public void Other_content_under_the_same_version_leaves_what_runs_untouched()
    {
        var target = Some(_bench.In("web1"));
        Run(target.Upload("1.0.0", _bench.In("app"), Artifact("app", "cp app.txt app", "first"), "app", ""));
        Run(target.Switch("1.0.0"));

        Run(target.Upload("1.0.0", _bench.In("app"), Artifact("app", "cp app.txt app", "second"), "app", ""));

        Assert.Equal("first", File.ReadAllText(_bench.In("web1/current/app")));
        Assert.Equal("second", File.ReadAllText(_bench.In("web1/releases/1.0.0/app")));
        Run(target.Switch("1.0.0"));
        Assert.Equal("second", File.ReadAllText(_bench.In("web1/current/app")));
    }

    [Fact]
    public void A_switch_leaves_the_way_back_which_works_without_the_server()
    {
        const string Start = "echo start $PLIMSOLL_VERSION $PORT >>../../log";
        var target = Some(_bench.In("web1"), stop: "echo stop >>../../log", start: Start);
        foreach (var version in (string[])["1.0.0", "1.1.0", "1.2.0"])
            Deploy(target, version);
        Assert.Contains("current is 1.1.0", Run(target.Switch("1.1.0")));
        Run(target.Switch("1.2.0"));
        Assert.Equal("1.2.0", target.Running());

        for (var time = 0; time < 2; time++)
            Assert.Contains("back on 1.1.0", Shell(_bench.In("web1/plimsoll-rollback")));

        Assert.Equal("1.1.0", target.Running());
        Assert.Equal(["stop", "start 1.1.0 81", "stop", "start 1.1.0 81"], _bench.Lines("web1/log"));
    }

    [Fact]
    public void A_first_release_has_no_way_back_and_a_missing_one_is_not_switched_to()
    {
        var target = Some(_bench.In("web1"));
        Deploy(target, "1.0.0");

        Assert.Contains("no previous release", Shell(_bench.In("web1/plimsoll-rollback"), expected: 1));
        Assert.Contains("upload it first", Run(target.Switch("9.9.9"), expected: 1));
        Assert.Equal("1.0.0", target.Running());
    }

    [Fact]
    public void An_upload_makes_room_and_keeps_the_newest_the_current_the_previous_and_what_people_put_there()
    {
        var target = Some(_bench.In("web1"), keep: 9);
        foreach (var version in (string[])["1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0"])
        {
            Deploy(target, version);
            // Upload times apart, whatever the clock's grain is.
            File.SetLastWriteTimeUtc(
                _bench.In($"web1/releases/{version}/.plimsoll-sha256"), DateTime.UnixEpoch.AddDays(version[2]));
        }
        Directory.CreateDirectory(_bench.In("web1/releases/by-hand"));
        Run(target.Switch("1.1.0"));
        Run(target.Switch("1.0.0"));
        var twoOfThem = Some(_bench.In("web1"));

        Assert.Contains("removed 1.3.0", Upload(twoOfThem, "1.5.0", lastKnownGood: "1.2.0"));
        Assert.Equal(["1.0.0", "1.1.0", "1.2.0", "1.4.0", "1.5.0", "by-hand"], Releases());
        Upload(twoOfThem, "1.6.0", lastKnownGood: "");

        Assert.Equal(["1.0.0", "1.1.0", "1.5.0", "1.6.0", "by-hand"], Releases());
    }

    [Theory]
    [InlineData("1.0.0 backup")]
    [InlineData("1.0.0 data")]
    [InlineData("*")]
    public void A_copy_that_somebody_made_under_a_name_of_their_own_stays_and_harms_nothing(string name)
    {
        var target = Some(_bench.In("web1"));
        foreach (var version in (string[])["1.0.0", "1.1.0", "1.2.0"]) Deploy(target, version);
        Directory.CreateDirectory(_bench.In("web1/data"));
        Shell($"cp -a '{_bench.In("web1/releases/1.0.0")}' '{_bench.In($"web1/releases/{name}")}'");

        Upload(target, "1.3.0", lastKnownGood: "");

        Assert.Equal(new[] { "1.1.0", "1.2.0", "1.3.0", name }.Order(StringComparer.Ordinal), Releases());
        Assert.True(Directory.Exists(_bench.In("web1/data")));
    }

    [Fact]
    public void An_archive_that_cannot_be_unpacked_leaves_nothing()
    {
        var target = Some(_bench.In("web1"));
        var sha256 = Artifact("app.tar", "cp app.txt app.tar", "no archive");

        Run(target.Upload("1.0.0", _bench.In("app.tar"), sha256, "app.tar", ""), expected: 1);

        Assert.Empty(Releases());
    }

    [Fact]
    public void What_runs_in_a_release_whose_place_was_taken_keeps_its_files_until_another_one_is_current()
    {
        var target = Some(_bench.In("web1"));
        Deploy(target, "1.0.0");
        Run(target.Upload("1.0.0", _bench.In("app"), Artifact("app", "cp app.txt app", "other"), "app", ""));

        Upload(target, "1.1.0", lastKnownGood: "");
        Assert.Contains("1.0.0.replaced", Releases());
        Run(target.Switch("1.1.0"));
        Upload(target, "1.2.0", lastKnownGood: "");

        Assert.DoesNotContain("1.0.0.replaced", Releases());
    }

    [Fact]
    public void What_a_killed_upload_left_half_removed_is_gone_after_the_next()
    {
        var target = Some(_bench.In("web1"));
        Deploy(target, "1.0.0");
        foreach (var left in (string[])["0.9.0.pruned", "1.0.0.replaced", "1.1.0.new"])
            Directory.CreateDirectory(_bench.In($"web1/releases/{left}"));

        Upload(target, "1.1.0", lastKnownGood: "");

        Assert.Equal(["1.0.0", "1.1.0"], Releases());
    }

    [Fact]
    public void A_restart_starts_what_could_not_be_stopped_and_hands_it_over_without_the_mark()
    {
        var target = Some(_bench.In("web1"), stop: "exit 3", start: "env >../../env");
        Deploy(target, "1.0.0");

        var said = Run(target.Restart("1.0.0")! with
        {
            Environment = new Dictionary<string, string> { ["PLIMSOLL_TICKET"] = "t1", ["PORT"] = "81" },
        });

        Assert.Contains("exit code 3", said);
        Assert.Contains("PORT=81", _bench.Lines("web1/env"));
        Assert.DoesNotContain("PLIMSOLL_TICKET=t1", _bench.Lines("web1/env"));
    }

    [Fact]
    public void A_restore_point_is_told_to_its_check()
    {
        var target = Some("/srv/web1");
        var backup = new Backup("./dump", "./check", "by hand");

        Assert.Equal("/srv/web1", target.Backup(backup, "1.1.0").Folder);
        Assert.Equal("id-7", target.BackupCheck(backup, "id-7", "1.1.0")?.Environment["PLIMSOLL_RESTORE_POINT"]);
        Assert.Null(target.BackupCheck(backup with { Check = null }, "id-7", "1.1.0"));
    }

    private IEnumerable<string?> Releases() =>
        Directory.GetDirectories(_bench.In("web1/releases")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private void Deploy(LocalTarget target, string version)
    {
        Upload(target, version, lastKnownGood: "");
        Run(target.Switch(version));
    }

    private string Upload(LocalTarget target, string version, string lastKnownGood) =>
        Run(target.Upload(version, _bench.In("app"), Artifact("app", "cp app.txt app", version), "app", lastKnownGood));

    private string Artifact(string name, string make, string content)
    {
        File.WriteAllText(_bench.In("app.txt"), content);
        Shell($"cd {_bench.Folder} && {make}");
        return Shell($"sha256sum <{_bench.In(name)}").Split(' ')[0];
    }

    // As a person would: the printed command, pasted.
    private static string Run(Plan plan, int expected = 0) => Shell(plan.ToString(), expected);

    private static string Shell(string line, int expected = 0)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"exec 2>&1; {line}"]) { RedirectStandardOutput = true })!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == expected, $"exit code {shell.ExitCode}: {said}");
        return said;
    }

    private static LocalTarget Some(string folder, string? stop = null, string? start = null, int keep = 2)
    {
        var target = new TargetDefinition("web1", folder, null, None.Add("PORT", "81"));
        var environment = new EnvironmentDefinition(
            "production", "production", "local", [target], None, Hooks.None, 0, 1, 0, start, stop, null, keep,
            TimeSpan.FromMinutes(5), null, null, Suite.None);
        var service = new ServiceDefinition(
            "shop", "Shop", "/repo", "main", "", "v{version}", Nobody, null, [environment],
            None.Add("PORT", "80"), Suite.None, RollbackPolicy.Ask, [], Nobody, null);
        return new LocalTarget(service, environment, target);
    }

    public void Dispose() => _bench.Dispose();
}
