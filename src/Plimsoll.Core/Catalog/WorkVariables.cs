using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>What commands on a target find in their environment; the nearer word wins, plain or secret.</summary>
public sealed record WorkVariables(
    ImmutableSortedDictionary<string, string> Plain, ImmutableSortedDictionary<string, SecretVariable> Secret)
{
    public static WorkVariables Of(
        ServiceDefinition service, EnvironmentDefinition environment, TargetDefinition target) =>
        new WorkVariables(service.Variables, service.Secrets)
            .Under(environment.Variables, environment.Secrets)
            .Under(target.Variables, target.Secrets);

    private WorkVariables Under(
        ImmutableSortedDictionary<string, string> plain, ImmutableSortedDictionary<string, SecretVariable> secret) =>
        new(Plain.RemoveRange(secret.Keys).SetItems(plain), Secret.RemoveRange(plain.Keys).SetItems(secret));
}
