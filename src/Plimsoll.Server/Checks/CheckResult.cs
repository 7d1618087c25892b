using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Vault;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>What one check said about one target.</summary>
/// <param name="Target">Empty for a check of the environment as a whole.</param>
/// <param name="Verdict">One of <see cref="Verdicts"/>.</param>
/// <param name="Value">What was measured: milliseconds of an answer, a rate; null when nothing was.</param>
public sealed record CheckResult(string Name, string Target, string Verdict, string Sentence, double? Value = null)
{
    /// <summary>The worst of several: failures, then what could not be measured. None prove nothing.</summary>
    public static string WorstOf(IEnumerable<CheckResult> results)
    {
        var verdicts = results.Select(result => result.Verdict).ToHashSet();
        string[] worstFirst = [Verdicts.Failed, Verdicts.Error, Verdicts.Inconclusive, Verdicts.Passed];
        return Array.Find(worstFirst, verdicts.Contains) ?? Verdicts.Inconclusive;
    }
}

/// <summary>What is checked: a target with the version that should run there.</summary>
/// <param name="Folder">Where commands run.</param>
/// <param name="Variables">What commands get beside the target's name, address and version.</param>
public sealed record CheckTarget(
    string Name, string? Url, string Folder, string Version, IReadOnlyDictionary<string, string> Variables)
{
    internal const string Slot = "{target}";

    /// <summary>The version that ran before; empty where none did.</summary>
    public string Previous { get; init; } = "";

    /// <summary>Host and port of its address, which Prometheus calls its instance; null without an address.</summary>
    internal string? Instance => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? $"{url.Host}:{url.Port}" : null;

    /// <summary>Variables of commands that come from secrets.</summary>
    public ImmutableSortedDictionary<string, SecretVariable> Secrets { get; init; } = SecretVariable.None;

    /// <summary>The versions of those secrets.</summary>
    public ImmutableArray<FrozenSecret> Frozen { get; init; } = [];

    /// <summary>An address with its placeholders filled; null when the target has no address for it.</summary>
    internal string? Address(string url) => Url is null && url.Contains(Slot, StringComparison.Ordinal)
        ? null
        : Fill(url.Replace(Slot, Url?.TrimEnd('/'), StringComparison.Ordinal));

    internal string WithoutAddress(string url) => $"Target {Name} has no url for {url}. Give it one.";

    internal string Fill(string text) => text.Replace("{version}", Version, StringComparison.Ordinal);
}
