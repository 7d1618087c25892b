using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Server.Deployments;

/// <summary>What a check's command finds in its environment: the same names a deployment's lines find.</summary>
internal static class CheckVariables
{
    public static ImmutableSortedDictionary<string, string> Of(
        ServiceDefinition service, EnvironmentDefinition environment, TargetDefinition target) =>
        WorkVariables.Of(service, environment, target).Plain
        .SetItem("PLIMSOLL_SERVICE", service.Name)
        .SetItem("PLIMSOLL_ENVIRONMENT", environment.Name);
}
