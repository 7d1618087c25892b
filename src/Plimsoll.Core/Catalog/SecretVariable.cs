using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Catalog;

/// <summary>A variable whose value is kept as a secret; the definition only names it.</summary>
/// <param name="Secret">The name it was set under with <c>plimsoll secret set</c>.</param>
/// <param name="AsFile">The variable holds the path of a file with the value, there while the command runs.</param>
public sealed record SecretVariable(string Secret, bool AsFile)
{
    public static ImmutableSortedDictionary<string, SecretVariable> None { get; } =
        ImmutableSortedDictionary.Create<string, SecretVariable>(StringComparer.Ordinal);
}

/// <summary>What may be the name of a secret.</summary>
public static partial class SecretNames
{
    public const string Rule = "Use letters, digits, _, - and ., starting with a letter, at most 64.";

    public const string Pattern = "[A-Za-z][A-Za-z0-9_.-]{0,63}";

    public static bool IsOne(string name) => Whole().IsMatch(name);

    [GeneratedRegex($@"\A{Pattern}\z")]
    private static partial Regex Whole();
}
