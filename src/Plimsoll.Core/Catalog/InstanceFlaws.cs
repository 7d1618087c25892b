using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Targets without a place on the network, where a check speaks of each target's.</summary>
internal static class InstanceFlaws
{
    private const string Instance = "{instance}";

    public static IEnumerable<Flaw> In(
        string text, string check, ImmutableArray<string> at, ImmutableArray<EnvironmentDefinition> environments) =>
        from environment in environments
        where text.Contains(Instance, StringComparison.Ordinal)
        from target in environment.Targets
        where target.Url is null
        select Flaw.Error(
            at,
            $"`{check}` speaks of {Instance}, but target {target.Name} of {environment.Name} has no address.",
            "Give that target a `url`, such as http://127.0.0.1:8080.");
}
