using Plimsoll.Core.Catalog;
using static Plimsoll.Core.Tests.Catalog.ServiceFiles;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class ReadingAServiceFile
{
    [Fact]
    public void The_example_is_read_without_a_word()
    {
        var file = Read(Example);

        Assert.Empty(file.Problems);
        Assert.Equal("box-office", Assert.Single(file.Services).Name);
    }

    [Fact]
    public void What_the_example_says_of_the_service_is_what_is_read()
    {
        var service = OnlyService(Example);

        Assert.Equal(("Box office", "trunk", "services/box-office"), (service.Title, service.MainLine, service.Path));
        Assert.Equal("box-office-v{version}", service.TagPattern);
        Assert.Equal("octoacme-release-and-deployment.md", service.Guide);
        Assert.True(service.Data);
        Assert.True(service.Holds("yusuf", "qa/testing specialist"));
        Assert.Equal(["Developers", "Release Manager"], service.RolesOf("maren"));
        Assert.Equal(new ArtifactSource(
            "box-office-{version}.tar.gz",
            null,
            "dotnet publish src/BoxOffice -c Release -o out && tar -czf box-office-$PLIMSOLL_VERSION.tar.gz -C out .",
            TimeSpan.FromMinutes(20)), service.Artifact);
        Assert.Equal(new RollbackPolicy(true, TimeSpan.FromHours(2)), service.Rollback);
        Assert.Equal(
            [new Contact("maren", "maren@example.org", null), new("desk@example.org", "desk@example.org", null)],
            service.Contacts);
        Assert.Equal(["desk@example.org"], service.Audiences["support"]);
        Assert.Null(service.ObserveUntil);
    }

    [Fact]
    public void A_variable_that_names_a_secret_is_no_text()
    {
        var service = OnlyService(Small + "\nvariables: { A: a, B: { secret: DB }, C: { secret: KEY, as: file } }");

        Assert.Equal(["A"], service.Variables.Keys);
        Assert.Equal(
            [("B", new SecretVariable("DB", false)), ("C", new SecretVariable("KEY", true))],
            service.Secrets.Select(s => (s.Key, s.Value)));
    }

    [Fact]
    public void Environments_keep_their_order_and_share_the_defaults()
    {
        var service = OnlyService(Example);

        Assert.Equal(["staging", "production-eu", "production-us"], service.Environments.Select(e => e.Name));
        Assert.Equal(["staging", "production", "production"], service.Environments.Select(e => e.Stage));
        Assert.All(service.Environments, e => Assert.Equal(
            "./deploy/migrate --to \"$PLIMSOLL_VERSION\"", e.Hooks.Migrate));
        Assert.All(service.Environments, e => Assert.Equal(30, e.Health?.Attempts));
        Assert.Equal([(0, 1), (1, 2), (0, 1)], service.Environments.Select(e => (e.Canary, e.MaxParallel)));
        Assert.Equal("7203", service.Environments[1].Targets[2].Variables["PORT"]);
    }

    [Fact]
    public void Backup_and_verification_of_the_service_are_for_production_that_has_none_of_its_own()
    {
        var service = OnlyService(Example);

        Assert.Equal([null, "./deploy/backup", null], service.Environments.Select(e => e.Backup?.Command));
        Assert.Equal("production-eu's backup holds the seats of both regions", service.Environments[2].NoBackup);
        Assert.Equal([0, 1, 1], service.Environments.Select(e => e.Verification.Count));
    }

    [Fact]
    public void Checks_are_read_with_their_own_values_and_the_defaults_for_the_rest()
    {
        var service = OnlyService(Example);

        var up = service.Smoke.Http[0];
        Assert.Equal(("is up", "{target}/health", 200, 3), (up.Name, up.Url, up.Status, up.Attempts));
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10)), (up.MaxLatency, up.Timeout));
        Assert.Equal("{version}", up.Json["version"]);
        Assert.Equal("row", service.Smoke.Http[1].BodyContains);
        Assert.Equal(
            new CommandCheck("sells a ticket", "./deploy/buy-a-test-ticket", TimeSpan.FromMinutes(2)),
            Assert.Single(service.Smoke.Commands));
        Assert.Equal(
            new MetricCheck(
                "few errors", "{target}/metrics", "http_requests_total{code=\"500\"}", "http_requests_total", 0.02,
                TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5), 10),
            Assert.Single(service.Environments[1].Verification.Metrics));
    }

    [Fact]
    public void A_small_file_is_enough()
    {
        var service = OnlyService(Small);

        Assert.Equal(("tiny", ".", "main", "v{version}"),
            (service.Title, service.Repository, service.MainLine, service.TagPattern));
        Assert.Equal(RollbackPolicy.Ask, service.Rollback);
        Assert.Equal("/health", Assert.Single(service.Smoke.Http).Name);
        Assert.All(service.Environments, e => Assert.Equal(
            ("command", 0, 1, 0, 5, TimeSpan.FromMinutes(10)),
            (e.Driver, e.Canary, e.MaxParallel, e.MaxFailures, e.Keep, e.Timeout)));
    }

    [Theory]
    [InlineData("1.10")]
    [InlineData("0x1F")]
    [InlineData("1e3")]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("012")]
    [InlineData("2026-01-01")]
    [InlineData("12:30:45")]
    [InlineData(".5")]
    public void A_text_stays_the_text_that_was_written(string written)
    {
        var service = OnlyService(Small + $"\nvariables: {{ IT: {written} }}");

        Assert.Equal(written, service.Variables["IT"]);
    }

    [Fact]
    public void One_file_can_describe_several_services()
    {
        var second = Small.Replace("tiny", "wee", StringComparison.Ordinal);
        var file = Read($"version: 1\nservices:\n{Item(Small)}\n{Item(second)}\n");

        Assert.Equal(["tiny", "wee"], file.Services.Select(s => s.Name));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void One_bad_service_does_not_hide_the_good_one_beside_it()
    {
        var file = Read($"services:\n{Item(Small)}\n{Item(SmallWith("name: tiny", "name: Not A Name"))}\n");

        Assert.Equal("tiny", Assert.Single(file.Services).Name);
        Assert.Equal(11, Assert.Single(file.Problems).Line);
    }

    [Fact]
    public void Roles_are_known_however_they_are_written()
    {
        var service = OnlyService(SmallWith(
            "Release Manager: ada", "release-manager: ada, qa: [bo], Release Manager: [cy]"));

        Assert.Equal(["QA/Testing Specialist", "Release Manager"], service.People.Keys);
        Assert.Equal(["ada", "cy"], service.People["Release Manager"]);
    }

    [Fact]
    public void The_tag_pattern_may_be_spelled_in_one_word() =>
        Assert.Equal("tiny-{version}", OnlyService(Small + "\ntagPattern: tiny-{version}").TagPattern);

    [Fact]
    public void A_service_without_staging_says_why()
    {
        var alone = """
            name: tiny
            staging: none because "it is a mirror of upstream"
            people: { Release Manager: ada }
            environments:
              - { name: production, targets: [{ name: one, folder: /srv/tiny }] }
            smoke: [{ command: ./smoke }]
            """;

        Assert.Equal("it is a mirror of upstream", OnlyService(alone).NoStaging);
    }

    [Fact]
    public void Gates_may_observe_until_a_day() => Assert.Equal(
        new DateOnly(2026, 3, 1), OnlyService(Small + "\nenforcement: observe until 2026-03-01").ObserveUntil);

    [Fact]
    public void Relative_paths_are_completed_from_the_folder_of_the_file()
    {
        var service = OnlyService(SmallWith("/srv/tiny/staging", "../run/staging"));

        var rooted = Plimsoll.Files.Catalog.ServiceRoot.At("/home/ada/tiny", service);

        Assert.Equal("/home/ada/tiny", rooted.Repository);
        Assert.Equal("/home/ada/run/staging", rooted.Environments[0].Targets[0].Folder);
        Assert.Equal("/srv/tiny/production", rooted.Environments[1].Targets[0].Folder);
    }

    private static string Item(string service) =>
        "  - " + service.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal);
}
