using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>The roles the reference guide speaks of, and the other ways people write them.</summary>
public static class GuideRoles
{
    public static ImmutableArray<string> All { get; } =
        ["Release Manager", "Security Lead", "QA/Testing Specialist", "Developers", "PM", "Support"];

    private static readonly ImmutableDictionary<string, string> Written = All.ToImmutableDictionary(Plain, role => role)
        .AddRange(new Dictionary<string, string>
        {
            ["qa"] = "QA/Testing Specialist",
            ["testing"] = "QA/Testing Specialist",
            ["qaspecialist"] = "QA/Testing Specialist",
            ["testingspecialist"] = "QA/Testing Specialist",
            ["developer"] = "Developers",
            ["productmanager"] = "PM",
            ["projectmanager"] = "PM",
            ["security"] = "Security Lead",
            ["rm"] = "Release Manager",
        });

    /// <summary>The guide's name for a role however it is written; null for a role it does not know.</summary>
    public static string? Named(string written) => Written.GetValueOrDefault(Plain(written));

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
