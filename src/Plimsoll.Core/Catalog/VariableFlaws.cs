using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Catalog;

/// <summary>Variables that cannot be set, or that should not stand in a file.</summary>
internal static partial class VariableFlaws
{
    public static IEnumerable<Flaw> In(ImmutableSortedDictionary<string, string> variables, ImmutableArray<string> at)
    {
        foreach (var (name, value) in variables)
        {
            if (!NamePattern().IsMatch(name))
                yield return Flaw.Error(
                    [.. at, name],
                    $"`{name}` cannot be the name of a variable.",
                    "Use letters, digits and _, not starting with a digit.");
            else if (name.StartsWith("PLIMSOLL_", StringComparison.Ordinal))
                yield return Flaw.Error(
                    [.. at, name], $"`{name}` is set by Plimsoll itself.", "Choose a name without PLIMSOLL_.");
            else if (SecretPattern().IsMatch(name) && value.Length > 0 && !value.StartsWith('/'))
                yield return Flaw.Warning(
                    [.. at, name],
                    $"`{name}` looks like a secret; what stands here is kept for ever and shown on pages.",
                    "Keep the secret in a file at the target and give that file's path here.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();
}
