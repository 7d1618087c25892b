using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Vault;

namespace Plimsoll.Server.Vault;

/// <summary>Opens what a command asks for, at the moment it is started.</summary>
public sealed class WorkSecrets(SecretVault vault)
{
    /// <summary>Null with a reason when one of them cannot be had.</summary>
    public async Task<(GivenSecrets? Given, string WhyNot)> Of(
        IReadOnlyDictionary<string, SecretVariable> wanted, ImmutableArray<FrozenSecret> frozen,
        CancellationToken stop)
    {
        if (wanted.Count == 0) return (GivenSecrets.None, "");
        var values = new Dictionary<string, string>();
        foreach (var name in wanted.Values.Select(variable => variable.Secret).Distinct())
        {
            if (frozen.FirstOrDefault(secret => secret.Name == name) is not { } secret)
                return (null, $"the secret {name} is not set");
            var (value, whyNot) = await vault.Reveal(secret, stop);
            if (value is null) return (null, whyNot);
            values[name] = value.Reveal();
        }
        return (new GivenSecrets(Values(asFile: false), Values(asFile: true)), "");

        ImmutableSortedDictionary<string, string> Values(bool asFile) => wanted
            .Where(variable => variable.Value.AsFile == asFile)
            .ToImmutableSortedDictionary(variable => variable.Key, variable => values[variable.Value.Secret]);
    }
}

/// <summary>By the names of variables: what stands in the environment, and what lies in a file of the owner's.</summary>
public sealed record GivenSecrets(
    ImmutableSortedDictionary<string, string> Variables, ImmutableSortedDictionary<string, string> Files)
{
    public static GivenSecrets None { get; } =
        new(ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty);

    public override string ToString() => "***";
}
