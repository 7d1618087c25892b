using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>Which lines have limits, and how an attempt says that one was reached.</summary>
public sealed class WhatWorkMayUse
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;

    private static readonly WorkLimits Limits =
        new(2L << 30, TimeSpan.FromMinutes(30), 500, 1024, 10L << 30);

    private static readonly LocalTarget Target = Some();

    [Fact]
    public void A_hook_has_the_limits_of_its_environment_and_shows_them_as_a_command()
    {
        var plan = Target.HookBefore("migrate", "bin/migrate", "1.0.0");

        Assert.Equal((Limits, TimeSpan.FromMinutes(2)), (plan.Limits, plan.IdleTimeout));
        Assert.EndsWith(
            "PLIMSOLL_VERSION=1.0.0 prlimit --data=2147483648 --cpu=1800:1810 --nproc=500 --nofile=1024 --fsize=10737418240 "
            + "sh -c bin/migrate",
            plan.ToString());
    }

    [Fact]
    public void A_backup_and_its_check_have_them_too()
    {
        var backup = new Backup("bin/backup", "bin/check", "by hand");

        Assert.Equal(Limits, Target.Backup(backup, "1.0.0").Limits);
        Assert.Equal(Limits, Target.BackupCheck(backup, "p1", "1.0.0")?.Limits);
    }

    [Fact]
    public void What_starts_a_service_may_not_be_silent_but_has_no_limits_for_the_service_to_inherit()
    {
        var restart = Target.Restart("1.0.0");

        Assert.Equal((WorkLimits.None, TimeSpan.FromMinutes(2)), (restart?.Limits, restart?.IdleTimeout));
    }

    [Fact]
    public void What_Plimsoll_does_itself_has_neither()
    {
        Plan[] own = [Target.Upload("1.0.0", "/a", "ab", "a.tar", ""), Target.Switch("1.0.0")];

        Assert.All(own, plan => Assert.Equal((WorkLimits.None, null), (plan.Limits, plan.IdleTimeout)));
    }

    [Fact]
    public void Silence_is_out_of_time_and_says_how_long_it_was() =>
        Assert.Equal(
            (Outcome.TimedOut, "it printed nothing for 2m and was stopped"),
            End(Ended(124) with { SilentFor = TimeSpan.FromMinutes(2) }, "copying"));

    [Fact]
    public void A_limit_that_ended_it_is_named_as_the_file_names_it() =>
        Assert.Equal(
            (Outcome.Failed, "it reached its limit `cpu-time: 30m` and was stopped: row 7"),
            End(Ended(152) with { Limit = "cpu-time" }, "row 7"));

    [Theory]
    [InlineData("tail: memory exhausted", "; it may have reached its limit `memory: 2GiB`")]
    [InlineData("sh: 1: Cannot fork", "; it may have reached its limit `processes: 500`")]
    [InlineData("open x: Too many open files", "; it may have reached its limit `open-files: 1024`")]
    [InlineData("write y: File too large", "; it may have reached its limit `file-size: 10GiB`")]
    [InlineData("no such table", "")]
    public void A_limit_that_failed_a_call_is_guessed_from_the_last_line_and_called_a_guess(string line, string guess) =>
        Assert.Equal((Outcome.Failed, $"exit code 1: {line}{guess}"), End(Ended(1), line));

    [Fact]
    public void Work_without_limits_reached_none() =>
        Assert.Equal(
            "exit code 1: tail: memory exhausted",
            new TicketEnding(Attempt, WorkLimits.None, "tail: memory exhausted", "").Of(Ended(1)).Sentence);

    [Fact]
    public void An_environment_recorded_before_there_were_limits_has_none()
    {
        var written = JsonSerializer.SerializeToNode(Target.Environment, EventBodies.Options)!.AsObject();
        foreach (var key in (string[])["limits", "idleTimeout"]) written.Remove(key);
        written["targets"]![0]!.AsObject().Remove("become");

        var read = written.Deserialize<EnvironmentDefinition>(EventBodies.Options);

        Assert.Equal((WorkLimits.None, null, ""), (read?.Limits, read?.IdleTimeout, read?.Targets[0].Become));
    }

    private static Attempt Attempt =>
        new("production/one/migrate", 1, "t1", Work.Ticket, default, null, null, "", "");

    private static Observed Ended(int code) => new(TicketState.Finished, code, "It ended.", [], 0);

    private static (Outcome, string) End(Observed observed, string lastLine)
    {
        var end = new TicketEnding(Attempt, Limits, lastLine, "").Of(observed);
        return (end.Outcome, end.Sentence);
    }

    private static LocalTarget Some()
    {
        var target = new TargetDefinition("one", "/srv/one", null, None);
        var environment = new EnvironmentDefinition(
            "production", "production", "command", [target], None, Hooks.None, 0, 1, 0, "start", "stop", null, 2,
            TimeSpan.FromMinutes(5), null, null, Suite.None)
        {
            Limits = Limits,
            IdleTimeout = TimeSpan.FromMinutes(2),
        };
        var nobody = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
        var service = new ServiceDefinition(
            "shop", "Shop", "/repo", "main", "", "v{version}", nobody, null, [environment], None, Suite.None,
            RollbackPolicy.Ask, [], nobody, null);
        return new LocalTarget(service, environment, target);
    }
}
