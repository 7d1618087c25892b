using Plimsoll.Files.Catalog;
using static Plimsoll.Core.Tests.Catalog.ServiceFiles;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class ServiceFileProblems
{
    [Fact]
    public void An_unknown_key_names_its_place_and_the_nearest_key() =>
        Assert.Equal(
            "plimsoll.yaml:10:1 error `smokee` is no key of a service. Did you mean `smoke`?",
            OnlyProblem(Small + "\nsmokee: []"));

    [Theory]
    [InlineData("maxParallel", "max-parallel")]
    [InlineData("max_parallel", "max-parallel")]
    [InlineData("conary", "canary")]
    [InlineData("timout", "timeout")]
    public void An_unknown_key_of_an_environment_gets_the_nearest_name(string written, string meant) =>
        Assert.Equal(
            $"plimsoll.yaml:4:5 error `{written}` is no key of an environment. Did you mean `{meant}`?",
            OnlyProblem(SmallWith("- name: staging", $"- {written}: 1\n    name: staging")));

    [Fact]
    public void A_key_in_the_wrong_place_is_told_where_it_belongs() =>
        Assert.Equal(
            "plimsoll.yaml:10:1 error `canary` is no key of a service. It is a key of an environment; "
            + "check the indentation.",
            OnlyProblem(Small + "\ncanary: 1"));

    [Theory]
    [InlineData("keep: lots", "1:7 error `keep` is `lots`. Give a whole number from 2 to 100.")]
    [InlineData("keep: 1", "1:7 error `keep` is `1`. Give a whole number from 2 to 100.")]
    [InlineData("canary: -1", "1:9 error `canary` is `-1`. Give a whole number from 0 to 1000, or a share such as `25%`.")]
    [InlineData("timeout: 5", "1:10 error `timeout` is `5`. Give a duration such as 30s, 5m or 1h30m.")]
    [InlineData("timeout: 0s", "1:10 error `timeout` is `0s`. Give a duration such as 30s, 5m or 1h30m.")]
    [InlineData("timeout: [5m]", "1:10 error `timeout` is a list. Give a duration such as 30s, 5m or 1h30m.")]
    [InlineData("start: {a: b}", "1:8 error `start` is keys with values. Give a shell command.")]
    [InlineData("start:", "1:7 error `start` has no value. Give a shell command, or remove the line.")]
    [InlineData("stop: ~", "1:7 error `stop` has no value. Give a shell command, or remove the line.")]
    [InlineData("driver: comand", "1:9 error `driver` is `comand`. Did you mean `command`?")]
    [InlineData("variables: [a]", "1:12 error `variables` is a list. Give keys with values, such as `PORT: 8080`.")]
    [InlineData("verification: {http: x}", "1:15 error `verification` is keys with values. Give a list.")]
    [InlineData("health: {status: 200}",
        "1:9 error `url` is missing; a health check needs it. "
        + "Add `url:`. The address that answers when a target is up.")]
    [InlineData("backup: none", "1:9 error `backup` is `none`. "
        + "Give `none because \"…\"`, or keys with values (command, restore, …).")]
    public void A_wrong_value_is_told_with_what_is_wanted(string line, string expected)
    {
        var text = $"defaults:\n  {line}\n{Small}";

        var problem = Assert.Single(Read(text).Problems);

        var column = int.Parse(expected.Split(':', ' ')[1], System.Globalization.CultureInfo.InvariantCulture) + 2;
        var said = expected[(expected.IndexOf(' ') + 1)..];
        Assert.Equal($"plimsoll.yaml:2:{column} {said}", ServiceFileReport.Line(problem));
    }

    [Theory]
    [InlineData("data: yes", "10:7 error `data` is `yes`. Give `true` or `false`.")]
    [InlineData("data: True", "10:7 error `data` is `True`. Give `true` or `false`.")]
    [InlineData("version: 2", "10:10 error `version` is `2`. Give `1`.")]
    [InlineData("rollback: auto", "10:11 error `rollback` is `auto`. "
        + "Give `ask` or `automatic`, or keys with values (policy, …).")]
    [InlineData("enforcement: observe until 2026-02-30", "10:14 error `enforcement` is `observe until 2026-02-30`. "
        + "Give `enforce` or `observe until YYYY-MM-DD`.")]
    [InlineData("tag-pattern: v1", "10:14 error The tag pattern `v1` does not say where the version goes. "
        + "Write it with {version}, such as `v{version}`.")]
    [InlineData("path: ../other", "10:7 error `../other` leads out of the repository. "
        + "Give a folder inside it, such as `services/web`.")]
    [InlineData("contacts: [{mail: a@b}]", "10:12 error `person` is missing; a contact needs it. "
        + "Add `person:`. Who it is.")]
    [InlineData("audiences: {support: [ok@example.org, desk]}", "10:39 error `desk` is not a mail address. "
        + "Write it as name@domain.")]
    [InlineData("variables: {1A: x}", "10:17 error `1A` cannot be the name of a variable. "
        + "Use letters, digits and _, not starting with a digit.")]
    [InlineData("variables: {DB_PASSWORD: hunter2}",
        "10:26 warn `DB_PASSWORD` looks like a secret; what stands here is kept for ever and shown on pages. "
        + "Keep it with `plimsoll secret set DB_PASSWORD` and write `DB_PASSWORD: { secret: DB_PASSWORD }` here.")]
    [InlineData("variables: {DB: {secret: DB, sa: file}}", "10:30 error `sa` is no key of a secret. Did you mean `as`?")]
    [InlineData("variables: {DB: {secret: 1DB}}", "10:26 error `secret` is `1DB`. Give the name of a secret.")]
    [InlineData("variables: {DB: {secret: DB, as: flie}}", "10:34 error `as` is `flie`. Did you mean `file`?")]
    [InlineData("variables: {DB: {as: file}}", "10:17 error `secret` is missing; a secret needs it. "
        + "Add `secret:`. The name it is kept under: `plimsoll secret set NAME`.")]
    [InlineData("variables: {PLIMSOLL_X: {secret: DB}}", "10:25 error `PLIMSOLL_X` is set by Plimsoll itself. "
        + "Choose a name without PLIMSOLL_.")]
    [InlineData("variables: {DB: {version}}",
        "10:17 error `DB` starts with { and is not quoted. Put it in double quotes.")]
    [InlineData("name: again", "10:1 error `name` is here twice; the first is in line 1. Keep one of them.")]
    [InlineData("artifact: {build: make}", "10:11 error It is not said where the artifact comes from. "
        + "Give `file`, or `url`, or `build` with the `file` it leaves.")]
    public void A_wrong_value_of_the_service_is_told_with_its_place(string line, string expected) =>
        Assert.Equal($"plimsoll.yaml:{expected}", OnlyProblem($"{Small}\n{line}"));

    [Fact]
    public void Missing_keys_say_what_to_add()
    {
        var problems = Read("title: Nothing else").Problems.Select(ServiceFileReport.Line);

        Assert.Equal(
            [
                "plimsoll.yaml:1:1 error `name` is missing; a service needs it. "
                    + "Add `name:`. Part of every address; lower-case letters, digits and dashes.",
                "plimsoll.yaml:1:1 error `environments` is missing; a service needs it. "
                    + "Add `environments:`. In the order they are deployed to.",
            ],
            problems);
    }

    [Fact]
    public void A_check_must_be_of_one_kind()
    {
        Assert.EndsWith("Did you mean `http`?", OnlyProblem(SmallWith("- http:", "- htpp:")), StringComparison.Ordinal);
        Assert.Equal(
            "plimsoll.yaml:9:5 error This is an HTTP check and a command check at once. "
            + "Make each an item of its own, starting with `- `.",
            OnlyProblem(Small + "\n    command: ./smoke"));
    }

    [Fact]
    public void A_role_that_no_guide_knows_is_a_warning_with_the_nearest_role()
    {
        var text = SmallWith("Release Manager: ada", "Release Manager: ada, Developper: [bo], Barista: [cy]");

        Assert.Equal(
            [
                "2:45 warn The guide knows no role `Developper`. Did you mean `Developers`?",
                "2:60 warn The guide knows no role `Barista`. The guide speaks of Release Manager, Security Lead, "
                    + "QA/Testing Specialist, Developers, PM, Support.",
            ],
            Read(text).Problems.Select(p => ServiceFileReport.Line(p)["plimsoll.yaml:".Length..]));
        Assert.Equal(["cy"], OnlyService(text).People["Barista"]);
    }

    [Fact]
    public void A_warning_that_holds_for_several_services_is_said_once_with_their_names()
    {
        static string Item(string name) => $"  - {Small.Replace("tiny", name, StringComparison.Ordinal)
            .Replace("people: { Release Manager: ada }\n", "", StringComparison.Ordinal).Replace("\n", "\n    ", StringComparison.Ordinal)}\n";
        var report = ServiceFileReport.Render(Read($"services:\n{Item("web")}{Item("shop")}{Item("api")}")).Split('\n');

        Assert.Equal(3, report.Length);
        Assert.StartsWith("plimsoll.yaml:2:5 warn No Release Manager is named", report[0], StringComparison.Ordinal);
        Assert.EndsWith(" It is so for web, shop (line 10), api (line 18).", report[0], StringComparison.Ordinal);
        Assert.Equal("plimsoll.yaml: web, shop, api; 0 errors, 1 warning.", report[1]);
    }

    [Fact]
    public void The_report_ends_with_the_sum_of_it()
    {
        Assert.Equal("plimsoll.yaml: tiny; 0 errors, 0 warnings.\n", ServiceFileReport.Render(Read(Small)));
        Assert.EndsWith(
            "plimsoll.yaml: 1 error, 0 warnings. It cannot be applied.\n",
            ServiceFileReport.Render(Read(Small + "\nfoo: bar")),
            StringComparison.Ordinal);
    }
}
