using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Vault;

/// <summary>The secrets an environment's commands ask for, and which of them are set; the nearest one wins.</summary>
public sealed record SecretNeeds(ImmutableArray<FrozenSecret> Set, ImmutableArray<string> Missing)
{
    public static SecretNeeds Of(ServiceDefinition service, EnvironmentDefinition environment, Readings readings)
    {
        var found = (from name in NamesOf(service, environment)
                     select (Name: name, Secret: Find(name, service.Name, environment.Name, readings))).ToList();
        return new SecretNeeds(
            [.. found.Select(f => f.Secret).OfType<FrozenSecret>()],
            [.. found.Where(f => f.Secret is null).Select(f => f.Name)]);
    }

    private static IEnumerable<string> NamesOf(ServiceDefinition service, EnvironmentDefinition environment) =>
        environment.Targets.SelectMany(target => WorkVariables.Of(service, environment, target).Secret.Values)
            .Select(variable => variable.Secret).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static FrozenSecret? Find(string name, string service, string environment, Readings readings)
    {
        (string Service, string Environment)[] nearestFirst = [(service, environment), (service, ""), ("", "")];
        var set = from place in nearestFirst
                  let secret = readings.Of<Secret>(Secret.StreamOf(name, place.Service, place.Environment))
                  where secret.IsSet
                  select new FrozenSecret(name, place.Service, place.Environment, secret.Version);
        return set.FirstOrDefault();
    }
}
