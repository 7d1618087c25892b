using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class CarryingADeployment
{
    private static readonly EnvironmentDefinition Two = SomeService.Environment("production", "production", "a", "b") with
    {
        MaxParallel = 2, Start = "start",
    };

    [Fact]
    public void When_all_of_it_succeeds_it_has_succeeded()
    {
        var run = SomeDeployment.Running(Two).Played(_ => Outcome.Succeeded);
        Assert.Equal((DeploymentStatus.Succeeded, true), (run.Status, run.Verified));
        Assert.Equal("1.1.0 runs on 2 targets; 2 of 2 checks passed", run.Sentence);
    }

    [Fact]
    public void What_an_older_server_planned_for_its_end_and_nobody_does_any_more_is_not_waited_for()
    {
        var run = SomeDeployment.Running(Two);
        var last = new PlannedAction("prune/a", "prune", "a", ["a"], 99, Phase.Deploy, Work.Ticket, true);

        var ended = (run with { Plan = run.Plan.Add(last) }).Played(_ => Outcome.Succeeded);

        Assert.Equal((DeploymentStatus.Succeeded, null), (ended.Status, ended.Latest("prune/a")));
    }

    [Fact]
    public void A_failure_in_production_asks_and_a_retry_is_a_new_attempt_of_what_failed_only()
    {
        var run = SomeDeployment.Running(Two).Played(SomeLane.Failing("switch/a"));
        Assert.Equal([Choice.Retry, Choice.Skip, Choice.Exclude, Choice.Fail, Choice.RollBack], run.Question!.Choices);
        run = run.When(new RetryDeployment()).Played(_ => Outcome.Succeeded);
        Assert.Equal((DeploymentStatus.Succeeded, 2, 1), (run.Status, run.Latest("switch/a")!.Number, run.Latest("switch/b")!.Number));
    }

    [Fact]
    public void A_failure_on_staging_fails_it() => Assert.Equal(DeploymentStatus.Failed,
        SomeDeployment.Running(Two with { Stage = "staging" }).Played(SomeLane.Failing("switch/a")).Status);

    [Theory]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.Unknown)]
    public void A_rollback_brings_back_every_target_it_can_and_has_failed_where_one_was_left(Outcome outcome)
    {
        var run = SomeDeployment.Running(Two with { MaxParallel = 1 }, kind: DeploymentKind.Rollback)
            .Played(SomeLane.Failing("restart/a", outcome));
        Assert.Equal(DeploymentStatus.Failed, run.Status);
        Assert.Equal(Outcome.Succeeded, run.Latest("restart/b")?.Outcome);
        Assert.Contains("without a", run.Sentence, StringComparison.Ordinal);
        Assert.EndsWith($". Not back: restart/a: {outcome}", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollback_within_the_failures_that_are_allowed_has_succeeded() => Assert.Equal(DeploymentStatus.Succeeded,
        SomeDeployment.Running(Two with { MaxFailures = 1 }, kind: DeploymentKind.Rollback).Played(SomeLane.Failing("restart/a")).Status);

    [Fact]
    public void A_rollback_that_no_target_takes_has_failed_at_the_last()
    {
        var run = SomeDeployment.Running(Two with { MaxParallel = 1 }, kind: DeploymentKind.Rollback).Played(SomeLane.Failing("restart"));
        Assert.Equal((DeploymentStatus.Failed, Outcome.Failed), (run.Status, run.Latest("restart/b")?.Outcome));
        Assert.Null(run.Question);
    }

    [Fact]
    public void What_is_skipped_is_not_told_as_passed()
    {
        var run = SomeDeployment.Running(Two).Played(SomeLane.Failing("smoke")).When(new AnswerQuestion(Choice.Skip, "known"))
            .Played(_ => Outcome.Succeeded);
        Assert.Equal((DeploymentStatus.Succeeded, false), (run.Status, run.Verified));
        Assert.EndsWith("1 of 2 checks passed", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_was_not_offered_or_has_no_reason_is_refused()
    {
        var run = SomeDeployment.Running(Two).Played(SomeLane.Failing("smoke"));
        Assert.Equal(RefusalKind.Invalid, Refused(run, new AnswerQuestion(Choice.Exclude, "no")));
        Assert.Equal(RefusalKind.Invalid, Refused(run, new AnswerQuestion(Choice.Skip, " ")));
    }

    [Fact]
    public void Failed_targets_are_left_out_up_to_the_number_the_environment_survives()
    {
        var run = SomeDeployment.Running(Two with { MaxFailures = 1 }).Played(SomeLane.Failing("switch/a"));
        Assert.Equal((DeploymentStatus.Succeeded, "a"), (run.Status, Assert.Single(run.Excluded.Keys)));
        Assert.Equal("1.1.0 runs on 1 target, without a; 2 of 2 checks passed", run.Sentence);
    }

    [Fact]
    public void But_never_all_of_them() => Assert.Equal(DeploymentStatus.Waiting,
        SomeDeployment.Running(Two with { MaxFailures = 5 }).Played(SomeLane.Failing("switch")).Status);

    [Fact]
    public void Nor_a_canary() => Assert.Equal(DeploymentStatus.Waiting,
        SomeDeployment.Running(Two with { MaxFailures = 1, Canary = 1 }).Played(SomeLane.Failing("switch/a")).Status);

    [Fact]
    public void Where_the_whole_canary_is_left_out_its_checks_look_at_nothing_and_the_rest_is_verified()
    {
        var run = SomeDeployment.Running(Two with { Canary = 1 }).Played(SomeLane.Failing("switch/a"))
            .When(new AnswerQuestion(Choice.Exclude, "its disk is broken")).Played(_ => Outcome.Succeeded);

        Assert.DoesNotContain(run.Attempts, a => a.Action.StartsWith("canary", StringComparison.Ordinal));
        Assert.Equal((DeploymentStatus.Succeeded, true), (run.Status, run.Verified));
        Assert.Equal("1.1.0 runs on 1 target, without a; 2 of 2 checks passed", run.Sentence);
    }

    [Fact]
    public void Leaving_out_every_target_is_a_failure_whoever_does_it()
    {
        var run = SomeDeployment.Running(Two).Played(SomeLane.Failing("switch")).When(new AnswerQuestion(Choice.Exclude, "no"))
            .Played(_ => Outcome.Succeeded);
        Assert.Equal(DeploymentStatus.Failed, run.Status);
    }

    [Fact]
    public void And_where_the_guide_wants_somebody_asked_first_that_rolls_nothing_back_by_itself()
    {
        var run = SomeDeployment.Running(Two, SomeService.Usual with { Rollback = RollbackPolicy.Ask with { Automatic = true } });
        var led = run with { Inputs = run.Inputs! with { Failures = [new FailureLine(40, "errors rise", true)] } };

        var ended = led.Played(SomeLane.Failing("switch")).When(new AnswerQuestion(Choice.Exclude, "no")).Played(_ => Outcome.Succeeded);

        Assert.Equal((DeploymentStatus.Failed, false), (ended.Status, ended.RollBack));
    }

    [Fact]
    public void What_nobody_knows_and_does_no_harm_is_done_once_more()
    {
        var run = SomeDeployment.Running(Two).Played(a => a is { Action: "switch/a", Number: 1 } ? Outcome.Unknown : Outcome.Succeeded);
        Assert.Equal((DeploymentStatus.Succeeded, 2), (run.Status, run.Latest("switch/a")!.Number));
    }

    [Fact]
    public void And_only_once() => Assert.Equal((DeploymentStatus.Waiting, 2), Unknown("switch/a", Two));

    [Fact]
    public void What_nobody_knows_and_may_do_harm_is_asked() => Assert.Equal((DeploymentStatus.Waiting, 1), Unknown("restart/a", Two));

    [Fact]
    public void And_never_left_out_silently() =>
        Assert.Equal((DeploymentStatus.Waiting, 1), Unknown("restart/a", Two with { MaxFailures = 1 }));

    [Fact]
    public void A_question_nobody_answers_fails_after_its_time_and_not_before()
    {
        var run = SomeDeployment.Running(Two).Played(SomeLane.Failing("smoke"));
        Assert.Equal(DeploymentStatus.Waiting, run.When(new ExpireQuestion(), TimeSpan.FromHours(4) - TimeSpan.FromTicks(1)).Status);
        Assert.Equal(DeploymentStatus.Failed, run.When(new ExpireQuestion(), TimeSpan.FromHours(4)).Status);
    }

    [Fact]
    public void An_answer_in_the_last_moment_is_not_overruled_by_the_expiry() => Assert.Equal(DeploymentStatus.Running,
        SomeDeployment.Running(Two).Played(SomeLane.Failing("smoke")).When(new RetryDeployment()).When(new ExpireQuestion(), TimeSpan.FromDays(1)).Status);

    [Fact]
    public void A_cancelled_one_starts_nothing_more_and_ends_when_what_ran_has_stopped()
    {
        var run = SomeDeployment.Running(Two);
        foreach (var command in SomeDeployment.Commands(run)) run = run.When(command);
        run = run.When(new CancelDeployment("not now"));
        Assert.Equal(RefusalKind.TooLate, Refused(run, new StartAttempt("switch/a", 1, "t")));
        run = run.Played(_ => Outcome.Cancelled);
        Assert.Equal((DeploymentStatus.Cancelled, "cancelled: not now"), (run.Status, run.Sentence));
    }

    [Fact]
    public void Nothing_ends_while_an_attempt_is_open()
    {
        var run = SomeDeployment.Running(Two);
        foreach (var command in SomeDeployment.Commands(run)) run = run.When(command);
        Assert.Equal(RefusalKind.Conflict, Refused(run, new EndDeployment(DeploymentStatus.Succeeded, "", false)));
    }

    [Fact]
    public void An_attempt_that_is_on_record_is_not_started_again()
    {
        var run = SomeDeployment.Running(Two).When(new StartAttempt("upload/a", 1, "t"));
        Assert.Equal(RefusalKind.Conflict, Refused(run, new StartAttempt("upload/a", 1, "t")));
        Assert.Equal(RefusalKind.Conflict, Refused(run, new StartAttempt("upload/a", 2, "t")));
    }

    [Fact]
    public void Many_attempts_go_on_record_together_each_as_it_would_alone()
    {
        var run = SomeDeployment.Running(Two);
        var (a, b) = (new StartAttempt("upload/a", 1, "t-a"), new StartAttempt("upload/b", 1, "t-b"));
        Assert.Equal(run.When(a).When(b).Attempts, run.When(new StartAttempts([a, b])).Attempts);
    }

    [Fact]
    public void Or_none_of_them_does_and_the_reason_is_that_of_the_one()
    {
        var run = SomeDeployment.Running(Two).When(new StartAttempt("upload/b", 1, "t"));
        var many = new StartAttempts([new StartAttempt("upload/a", 1, "t"), new StartAttempt("upload/b", 1, "t")]);
        Assert.Equal(RefusalKind.Conflict, Refused(run, many));
        Assert.Empty(many.Decide(run, new Moment(DateTimeOffset.UnixEpoch, "ada")).Events);
    }

    [Fact]
    public void The_same_one_twice_among_many_is_refused()
    {
        var twice = new StartAttempt("upload/a", 1, "t");
        Assert.Equal(RefusalKind.Conflict, Refused(SomeDeployment.Running(Two), new StartAttempts([twice, twice])));
    }

    [Fact]
    public void A_backup_and_an_upload_change_nothing()
    {
        var run = SomeDeployment.Running(Two with { Backup = new Backup("dump", null, "load"), Hooks = new Hooks("before", null, null, null) })
            .Played(SomeLane.Failing("before"));
        Assert.Equal("restore-1", run.RestorePoint);
        run = SomeDeployment.Running(Two with { Backup = new Backup("dump", null, "load") }).Played(SomeLane.Failing("backup"));
        Assert.False(run.ChangedAnything);
    }

    private static (DeploymentStatus, int) Unknown(string action, EnvironmentDefinition environment)
    {
        var run = SomeDeployment.Running(environment).Played(SomeLane.Failing(action, Outcome.Unknown));
        return (run.Status, run.Latest(action)!.Number);
    }

    private static RefusalKind Refused(Deployment run, DeploymentCommand command) =>
        command.Decide(run, new Moment(DateTimeOffset.UnixEpoch, "ada")).Refusal!.Kind;
}
