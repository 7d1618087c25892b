using System.Text.RegularExpressions;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.Catalog;
using static Plimsoll.Core.Tests.Catalog.ServiceFiles;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class WhatDoesNotFitTogether
{
    [Fact]
    public void Production_comes_after_staging()
    {
        Assert.Equal(
            "plimsoll.yaml:6:5 error `staging` is staging but comes after production. "
            + "Move it up: environments are deployed in the order written.",
            OnlyProblem(SmallWith("name: staging", "name: swap")
                .Replace("name: production", "name: staging", StringComparison.Ordinal)
                .Replace("name: swap", "name: production", StringComparison.Ordinal)));
    }

    [Fact]
    public void Production_without_staging_needs_a_reason() =>
        Assert.Equal(
            "plimsoll.yaml:4:5 error `production-eu` is production, and nothing is on staging before it. "
            + "Add a staging environment, or say at the service `staging: none because \"…\"`.",
            OnlyProblem(SmallWith("name: staging", "name: production-eu")));

    [Fact]
    public void A_reason_for_no_staging_beside_a_staging_is_a_contradiction() =>
        Assert.Equal(
            "plimsoll.yaml:10:10 error There is no staging (\"why not\"), and yet `staging` is staging. "
            + "Remove the line `staging: none …`, or that environment.",
            OnlyProblem(Small + "\nstaging: none because why not"));

    [Fact]
    public void An_environment_says_its_stage_where_its_name_does_not()
    {
        Assert.Equal(
            "plimsoll.yaml:4:5 error It is not said whether `test` is staging or production. "
            + "Add `stage: staging` or `stage: production`.",
            Read(SmallWith("name: staging", "name: test")).Problems.Select(ServiceFileReport.Line).First());
        var said = OnlyService(SmallWith("name: staging", "name: test\n    stage: staging"));
        Assert.Equal("staging", said.Environments[0].Stage);
    }

    [Theory]
    [InlineData("data: true", "`data: true`")]
    [InlineData("defaults: { hooks: { migrate: ./migrate } }", "it has a `migrate` hook")]
    public void A_service_with_data_has_a_backup_or_says_why_not(string line, string because)
    {
        Assert.Equal(
            $"plimsoll.yaml:6:5 error tiny keeps data ({because}), and `production` has no backup. "
            + "Add `backup` with `command` and `restore`, or `backup: none because \"…\"`.",
            OnlyProblem($"{Small}\n{line}"));
        Assert.Equal(
            "a copy", OnlyService($"{Small}\n{line}\nbackup: none because \"a copy\"").Environments[1].NoBackup);
        var backed = OnlyService($"{Small}\n{line}\nbackup: {{ command: ./b, restore: ./r }}");
        Assert.Equal(new Backup("./b", null, "./r"), backed.Environments[1].Backup);
    }

    [Fact]
    public void A_drill_restores_outside_of_what_is_live()
    {
        static string With(string drill) => $"{Small}\nbackup: {{ command: ./b, restore: ./r, drill: {{ restore: ./r, check: ./c{drill} }} }}";
        Assert.Equal(
            new RestoreDrill("./r", "./c", "/tmp", TimeSpan.FromDays(90), TimeSpan.FromHours(1)),
            OnlyService(With("")).Environments[1].Backup?.Drill);
        var live = OnlyService(Small).Environments[1].Targets[0].Folder;
        Assert.Contains("which is live", OnlyProblem(With($", scratch: {live}/tmp")), StringComparison.Ordinal);
        Assert.Contains("is relative", OnlyProblem(With(", scratch: tmp")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_targets_cannot_share_a_folder() =>
        Assert.Equal(
            "plimsoll.yaml:7:36 error staging/one already uses the folder `/srv/tiny/staging/`. "
            + "Give every target a folder of its own.",
            OnlyProblem(SmallWith("/srv/tiny/production", "/srv/tiny/staging/")));

    [Fact]
    public void A_check_that_asks_each_target_needs_the_address_of_each_target() =>
        Assert.Equal(
            "plimsoll.yaml:9:5 error `/health` asks {target}, but target one of staging has no address. "
            + "Give that target a `url`, such as http://127.0.0.1:8080.",
            OnlyProblem(SmallWith(", url: \"http://127.0.0.1:1\"", "")));

    [Fact]
    public void An_address_must_be_one() =>
        Assert.Equal(
            "plimsoll.yaml:9:5 error `localhost/health` is no address. Start it with http://, https:// or {target}.",
            OnlyProblem(SmallWith("\"{target}/health\"", "localhost/health")));

    [Fact]
    public void A_metric_that_can_never_have_enough_readings_is_told() =>
        Assert.Equal(
            "plimsoll.yaml:10:5 error `errors` can never pass: in its time it takes fewer than 5 readings. "
            + "Make `for` longer, `interval` shorter, or `minimum-samples` smaller.",
            OnlyProblem(Small + "\n  - { metric: errors, max: 0, for: 10s, interval: 5s }"));

    [Theory]
    [InlineData("{ prometheus: up, url: \"http://p\" }", "`up` has no limit. Give `max`, `min`, or `max-ratio` with `baseline`.")]
    [InlineData("{ prometheus: up, url: \"http://p\", max-ratio: 2 }",
        "`up` has only one half of a comparison. Give `baseline`, a query, together with `max-ratio`.")]
    [InlineData("{ prometheus: up, url: \"http://p\", max: 1, baseline: up }",
        "`up` has only one half of a comparison. Give `baseline`, a query, together with `max-ratio`.")]
    [InlineData("{ prometheus: up, url: p, max: 1 }", "`p` is no address. Start it with http://, https:// or {target}.")]
    [InlineData("{ prometheus: up, url: \"http://p\", max: 1, for: 5s, interval: 5s }",
        "`up` can never pass: in its time it takes fewer than 5 readings. "
        + "Make `for` longer, `interval` shorter, or `minimum-samples` smaller.")]
    [InlineData("{ tcp: db }", "`db` is no place to connect to. Write {instance}, or host:port such as db-1:5432.")]
    [InlineData("{ tcp: \"db:70000\" }", "`db:70000` is no place to connect to. Write {instance}, or host:port such as db-1:5432.")]
    public void A_check_that_can_say_nothing_is_told(string check, string words) => Assert.Matches(
        $@"^plimsoll\.yaml:10:\d+ error {Regex.Escape(words)}$", OnlyProblem(Small + $"\n  - {check}"));

    [Fact]
    public void Environments_have_different_names() =>
        Assert.Contains(
            "plimsoll.yaml:6:11 error There is already an environment `production`. Give each its own name.",
            Read(SmallWith("name: staging", "name: production")).Problems.Select(ServiceFileReport.Line));

    [Fact]
    public void Checks_with_the_same_name_are_told_apart() =>
        Assert.Equal(
            "plimsoll.yaml:10:5 error 2 checks are called `/health`. Give each its own `name`.",
            OnlyProblem(Small + "\n  - http: \"{target}/health\""));

    [Fact]
    public void Services_of_one_file_have_different_names()
    {
        var item = "  - " + Small.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal);

        Assert.Equal(
            "plimsoll.yaml:11:5 error There is already a service `tiny` here. Give each its own name.",
            OnlyProblem($"services:\n{item}\n{item}\n"));
    }

    [Theory]
    [InlineData("rollback: automatic", null)]
    [InlineData("defaults: { canary: 1 }", "A canary of 1 leaves nothing of staging, which has 1 target(s).")]
    [InlineData("defaults: { max-failures: 1 }", "A deployment to staging succeeds even when every target fails.")]
    [InlineData("defaults: { health: { url: \"{target}/up\", max-latency: 20s } }",
        "`health` is given up before it can be too slow.")]
    public void What_is_likely_not_meant_is_a_warning(string line, string? warning)
    {
        var file = Read($"{Small}\n{line}");

        Assert.False(file.HasErrors);
        Assert.Equal(warning, file.Problems.FirstOrDefault()?.Message);
        Assert.All(file.Problems, p => Assert.Equal("warn", p.Level));
    }

    [Theory]
    [InlineData("people: { Release Manager: ada }", "people: { PM: bo }",
        "2:9 warn No Release Manager is named: until people have accounts, nobody can sign off a release. "
        + "Add `Release Manager: [name]` under `people`, or give people roles under Settings, People.")]
    [InlineData("smoke:\n  - http: \"{target}/health\"", "contacts: [ada]",
        "1:1 warn There are no smoke tests, and the guide wants them prepared before a release. "
        + "Add at least one check under `smoke`.")]
    public void What_will_stop_every_release_is_a_warning(string before, string after, string expected) =>
        Assert.Equal(
            $"plimsoll.yaml:{expected}",
            OnlyProblem(Small.ReplaceLineEndings("\n").Replace(before, after, StringComparison.Ordinal)));
}
