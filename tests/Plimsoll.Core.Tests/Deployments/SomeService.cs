using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Tests.Deployments;

/// <summary>A service with one staging and two production targets, checked by one smoke test and one verification.</summary>
internal static class SomeService
{
    public const string Name = "shop";

    public static ServiceDefinition Usual { get; } = new(
        Name, "Shop", "/repo", "main", "", "v{version}", People, null,
        [Environment("staging", "staging", "s1"), Environment("production", "production", "p1", "p2")],
        ImmutableSortedDictionary<string, string>.Empty, Checks("health"), RollbackPolicy.Ask,
        [new Contact("ada", "ada@example.org", null), new Contact("dan", "dan@example.org", null)],
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("support", ["support@example.org"]), null);

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> People =>
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty
            .Add("Release Manager", ["ada", "bob"]).Add("Security Lead", ["sue"]).Add("PM", ["pam"])
            .Add("QA/Testing Specialist", ["quinn"]).Add("Developers", ["dan", "dora"]).Add("Support", ["sam"]);

    public static EnvironmentDefinition Environment(string name, string stage, params string[] targets) => new(
        name, stage, "command", [.. targets.Select(Target)], ImmutableSortedDictionary<string, string>.Empty, Hooks.None,
        0, 1, 0, null, null, null, 5, TimeSpan.FromMinutes(5), null, null, Checks("errors"));

    public static TargetDefinition Target(string name) =>
        new(name, $"/srv/{name}", $"http://{name}", ImmutableSortedDictionary<string, string>.Empty);

    public static Suite Checks(params string[] names) => new([.. names.Select(Check)], [], []);

    public static ServiceDefinition With(
        this ServiceDefinition service, string environment, Func<EnvironmentDefinition, EnvironmentDefinition> change) =>
        service with { Environments = [.. service.Environments.Select(e => e.Name == environment ? change(e) : e)] };

    private static HttpCheck Check(string name) => new(
        name, "{target}/health", 200, null, ImmutableSortedDictionary<string, string>.Empty, null, TimeSpan.FromSeconds(5), 1,
        TimeSpan.FromSeconds(1));
}
