using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Checks that can never pass, never be told apart, or ask addresses that are not there.</summary>
internal static class CheckFlaws
{
    private const string PerTarget = "{target}";

    public static IEnumerable<Flaw> In(ServiceDefinition service)
    {
        if (service.Smoke.Count == 0)
            yield return Flaw.Warning(
                ["smoke"],
                "There are no smoke tests, and the guide wants them prepared before a release.",
                "Add at least one check under `smoke`.");
        foreach (var flaw in InSuite(service.Smoke, ["smoke"], service.Environments)) yield return flaw;
        foreach (var (i, environment) in service.Environments.Index())
        {
            ImmutableArray<string> at = ["environments", $"{i}"];
            foreach (var flaw in InSuite(environment.Verification, [.. at, "verification"], [environment]))
                yield return flaw;
            if (environment.Health is not { } health) continue;
            foreach (var flaw in Asked(health.Url, "health", [.. at, "health"], [environment])) yield return flaw;
            foreach (var flaw in Sound(health, [.. at, "health"])) yield return flaw;
        }
    }

    private static IEnumerable<Flaw> InSuite(
        Suite suite, ImmutableArray<string> at, ImmutableArray<EnvironmentDefinition> environments) =>
        [
            .. SameNames(suite, at),
            .. suite.Http.SelectMany(h => Asked(h.Url, h.Name, [.. at, h.Name], environments)),
            .. suite.Http.SelectMany(h => Sound(h, [.. at, h.Name])),
            .. suite.Tcp.SelectMany(t => TcpFlaws.In(t, [.. at, t.Name], environments)),
            .. suite.Metrics.SelectMany(m => Asked(m.Url, m.Name, [.. at, m.Name], environments)),
            .. suite.Metrics.SelectMany(m => MetricFlaws.In(m, [.. at, m.Name], environments)),
            .. from c in suite.Commands
               where c.Timeout <= TimeSpan.Zero
               select Flaw.Error([.. at, c.Name, "timeout"], $"`{c.Name}` has no time to run.", "Give one such as 1m."),
        ];

    private static IEnumerable<Flaw> SameNames(Suite suite, ImmutableArray<string> at) =>
        from name in suite.Names
        group name by name into same
        where same.Count() > 1
        select Flaw.Error(
            [.. at, same.Key], $"{same.Count()} checks are called `{same.Key}`.", "Give each its own `name`.");

    private static IEnumerable<Flaw> Asked(
        string url, string check, ImmutableArray<string> at, ImmutableArray<EnvironmentDefinition> environments)
    {
        if (url.Contains(PerTarget, StringComparison.Ordinal))
            return from environment in environments
                   from target in environment.Targets
                   where target.Url is null
                   select Flaw.Error(
                       at,
                       $"`{check}` asks {{target}}, but target {target.Name} of {environment.Name} has no address.",
                       "Give that target a `url`, such as http://127.0.0.1:8080.");
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? []
            : [Flaw.Error(at, $"`{url}` is no address.", "Start it with http://, https:// or {target}.")];
    }

    private static IEnumerable<Flaw> Sound(HttpCheck check, ImmutableArray<string> at)
    {
        if (check.Attempts < 1)
            yield return Flaw.Error([.. at, "attempts"], $"`{check.Name}` is never tried.", "Give at least 1 attempt.");
        if (check.Timeout <= TimeSpan.Zero || check.Interval < TimeSpan.Zero)
            yield return Flaw.Error([.. at, "timeout"], $"`{check.Name}` has no time.", "Give a time such as 10s.");
        if (check.MaxLatency >= check.Timeout)
            yield return Flaw.Warning(
                [.. at, "max-latency"],
                $"`{check.Name}` is given up before it can be too slow.",
                "Make `timeout` longer than `max-latency`.");
    }
}
