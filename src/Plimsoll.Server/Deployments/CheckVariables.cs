using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Server.Deployments;

/// <summary>What a check's command finds in its environment: the same names a deployment's lines find.</summary>
internal static class CheckVariables
{
    public static ImmutableSortedDictionary<string, string> Of(
        ServiceDefinition service, EnvironmentDefinition environment, TargetDefinition target) => service.Variables
        .SetItems(environment.Variables)
        .SetItems(target.Variables)
        .SetItem("PLIMSOLL_SERVICE", service.Name)
        .SetItem("PLIMSOLL_ENVIRONMENT", environment.Name);
}
