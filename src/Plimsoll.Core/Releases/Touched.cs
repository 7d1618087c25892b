using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>What a candidate's changes carry and touch, as the history had it when it was sealed.</summary>
/// <param name="Labels">The labels of its changes.</param>
/// <param name="Paths">The files that differ from the last release's.</param>
/// <param name="Whole">False: there are more than are kept, so that absence proves nothing.</param>
public sealed record Touched(ImmutableArray<string> Labels, ImmutableArray<string> Paths, bool Whole);

/// <summary>What the change itself says of a condition.</summary>
/// <param name="Applies">Null: it does not tell; somebody is asked.</param>
public readonly record struct Told(bool? Applies, string Reason);

/// <summary>Answers conditions on the change by the guide's rules (guide-language, section 2.6).</summary>
public static class ConditionAnswers
{
    private static readonly Told Silent = new(null, "");

    public static Told Of(GuideSettings? settings, Candidate? candidate, Condition? condition)
    {
        if (condition is not { Class: "property" } || candidate?.Touched is not { } touched || settings is null)
            return Silent;
        var rules = settings.Properties.Where(rule => rule.IsAbout(condition)).ToList();
        foreach (var rule in rules)
            if (Reason(rule, touched) is { } reason) return new Told(true, reason);
        return rules.Count > 0 && touched.Whole ? new Told(false, $"no change has {Wanted(rules)}") : Silent;
    }

    private static string? Reason(PropertyRule rule, Touched touched)
    {
        if (touched.Labels.FirstOrDefault(rule.Names) is { } label) return $"a change is labelled {label}";
        foreach (var path in touched.Paths)
            if (rule.Pattern(path) is { } pattern) return $"{path} has changed ({pattern})";
        return null;
    }

    private static string Wanted(List<PropertyRule> rules) => string.Join(" or ",
        rules.SelectMany(rule => rule.Labels).Distinct().Select(label => $"the label {label}")
            .Concat(rules.SelectMany(rule => rule.Paths).Distinct().Select(path => $"a file of {path}")));
}
