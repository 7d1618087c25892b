using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>What goes to production was on staging first, or the definition says why not.</summary>
internal static class StageFlaws
{
    public static IEnumerable<Flaw> In(ServiceDefinition service)
    {
        if (service.Environments.IsEmpty)
            return
            [
                Flaw.Error(
                    ["environments"],
                    "There is no environment to deploy to.",
                    "Add one under `environments` with a `name` and its `targets`."),
            ];
        return [.. Stages(service), .. SameNames(service), .. Order(service),
            .. HalfInWaves(service), .. NoProduction(service)];
    }

    private static IEnumerable<Flaw> Stages(ServiceDefinition service) =>
        from environment in service.Environments.Index()
        where environment.Item.Stage is not ("staging" or "production")
        select Flaw.Error(
            At(environment.Index, "stage"),
            environment.Item.Stage.Length == 0
                ? $"It is not said whether `{environment.Item.Name}` is staging or production."
                : $"`{environment.Item.Stage}` is no stage.",
            "Add `stage: staging` or `stage: production`.");

    private static IEnumerable<Flaw> SameNames(ServiceDefinition service) =>
        from environment in service.Environments.Index()
        where service.Environments.Take(environment.Index).Any(e => e.Name == environment.Item.Name)
        select Flaw.Error(
            At(environment.Index, "name"),
            $"There is already an environment `{environment.Item.Name}`.",
            "Give each its own name.");

    private static IEnumerable<Flaw> Order(ServiceDefinition service)
    {
        var stages = service.Environments.Select(e => e.Stage).ToList();
        var (staging, production) = (stages.IndexOf("staging"), stages.IndexOf("production"));
        if (service.NoStaging is { } reason && staging >= 0)
            yield return Flaw.Error(
                ["staging"],
                $"There is no staging (\"{reason}\"), and yet `{service.Environments[staging].Name}` is staging.",
                "Remove the line `staging: none …`, or that environment.");
        else if (service.NoStaging is null && staging < 0 && production >= 0)
            yield return Flaw.Error(
                At(production),
                $"`{service.Environments[production].Name}` is production, and nothing is on staging before it.",
                "Add a staging environment, or say at the service `staging: none because \"…\"`.");
        else if (production >= 0 && stages.LastIndexOf("staging") is var late && late > production)
            yield return Flaw.Error(
                At(late),
                $"`{service.Environments[late].Name}` is staging but comes after production.",
                "Move it up: environments are deployed in the order written.");
    }

    private static IEnumerable<Flaw> HalfInWaves(ServiceDefinition service) =>
        from environment in service.Environments.Index()
        where environment.Item.Wave is null && service.Environments.Any(
            e => e.Stage == environment.Item.Stage && e.Wave is not null)
        select Flaw.Error(
            At(environment.Index),
            $"`{environment.Item.Name}` has no wave, and others of its stage have one, so its turn is not known.",
            "Give every environment of the stage a `wave`, or none.");

    private static IEnumerable<Flaw> NoProduction(ServiceDefinition service)
    {
        if (service.Environments.All(e => e.Stage == "staging"))
            yield return Flaw.Warning(
                ["environments"],
                "There is no production environment, so a release can never be released.",
                "Add one with `stage: production` after staging.");
    }

    private static ImmutableArray<string> At(int environment, params string[] rest) =>
        ["environments", $"{environment}", .. rest];
}
