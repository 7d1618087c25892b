using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>The sidecar says which of the service's checks a line is about.</summary>
public sealed class BindingALine
{
    private static readonly ServiceDefinition TwoMetrics = SomeLine.Measured.With("production", e => e with
    {
        Verification = e.Verification with
        {
            Metrics = [.. e.Verification.Metrics, e.Verification.Metrics[0] with { Name = "latency" }],
        },
    });

    [Fact]
    public void A_bound_metric_is_the_only_one_watched()
    {
        Assert.Equal(["watch 50: error rate", "watch 50: latency"], Watched(Line(TimeSpan.FromMinutes(30))));
        Assert.Equal(["watch 50: latency"], Watched(Line(TimeSpan.FromMinutes(30), "metric", "Latency")));
    }

    [Fact]
    public void A_bound_metric_without_a_window_is_the_only_one_counted() =>
        Assert.StartsWith("1 of 1 checks", Shipped(Line(null, "metric", "latency")).StepOf().Sentence, StringComparison.Ordinal);

    [Theory, InlineData("smoke", "1 of 1"), InlineData("verify", "3 of 3"), InlineData("health, latency", "2 of 2")]
    public void A_bound_suite_is_what_counts(string suite, string sum) =>
        Assert.StartsWith(sum, Shipped(Line(null, "suite", suite)).StepOf().Sentence, StringComparison.Ordinal);

    [Theory, InlineData("metric", "no metric check named \"gulls\""), InlineData("suite", "no check named \"gulls\"")]
    public void What_the_service_does_not_have_is_done_by_a_person_who_reads_why(string key, string why)
    {
        var scene = Shipped(Line(null, key, "gulls"));
        Assert.Equal((StepStatus.Waiting, StepWork.Person), (scene.StepOf().Status, scene.StepOf().Work));
        Assert.Contains(why, Assert.Single(scene.InTheWay()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_canary_bound_to_a_metric_that_is_not_there_waits_for_a_person_who_reads_why()
    {
        var canary = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Auto, "canary", "rollout") with { Percents = [50] };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production",
            canary with { Bindings = canary.Bindings.Add("metric", "gulls") }), TwoMetrics).Ship();
        Assert.Equal((StepStatus.Waiting, StepWork.Deploy), (scene.StepOf().Status, scene.StepOf().Work));
        Assert.Contains("the service has no metric check named \"gulls\"",
            Assert.Single(scene.InTheWay()).Sentence, StringComparison.Ordinal);
        var bound = SomeLine.Staged(SomeLine.Book("deploy-production",
            canary with { Bindings = canary.Bindings.Add("metric", "latency") }), TwoMetrics).Ship();
        Assert.Equal(StepStatus.Done, bound.StepOf().Status);
    }

    private static Check Line(TimeSpan? observe, string key = "", string name = "")
    {
        var line = SomeLine.Of("verify", CheckKind.Check, CheckMode.Auto, "watch-metrics", "metrics.watch");
        return line with
        {
            Observe = observe,
            Bindings = key == "" ? line.Bindings : line.Bindings.Add(key, name),
        };
    }

    private static IEnumerable<string> Watched(Check line) =>
        Shipped(line).Production().Plan.Where(p => p.Name == "watch").Select(p => p.Key);

    private static Scene Shipped(Check line) => SomeLine.Staged(SomeLine.Book("announce", line), TwoMetrics).Ship();
}
