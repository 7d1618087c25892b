using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Catalog;

/// <summary>Variables that cannot be set, or that should not stand in a file.</summary>
internal static partial class VariableFlaws
{
    public static IEnumerable<Flaw> In(
        ImmutableSortedDictionary<string, string> plain, ImmutableSortedDictionary<string, SecretVariable> secrets,
        ImmutableArray<string> at)
    {
        foreach (var (name, value) in plain)
        {
            if (Unsettable(name, at) is { } flaw)
                yield return flaw;
            else if (SecretPattern().IsMatch(name) && value.Length > 0 && !value.StartsWith('/'))
                yield return Flaw.Warning(
                    [.. at, name],
                    $"`{name}` looks like a secret; what stands here is kept for ever and shown on pages.",
                    $"Keep it with `plimsoll secret set {name}` and write `{name}: {{ secret: {name} }}` here.");
        }
        foreach (var (name, secret) in secrets)
        {
            if (Unsettable(name, at) is { } flaw)
                yield return flaw;
            else if (!SecretNames.IsOne(secret.Secret))
                yield return Flaw.Error(
                    [.. at, name], $"`{secret.Secret}` cannot be the name of a secret.", SecretNames.Rule);
        }
    }

    private static Flaw? Unsettable(string name, ImmutableArray<string> at) =>
        !NamePattern().IsMatch(name)
            ? Flaw.Error(
                [.. at, name],
                $"`{name}` cannot be the name of a variable.",
                "Use letters, digits and _, not starting with a digit.")
        : name.StartsWith("PLIMSOLL_", StringComparison.Ordinal)
            ? Flaw.Error([.. at, name], $"`{name}` is set by Plimsoll itself.", "Choose a name without PLIMSOLL_.")
        : null;

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();
}
