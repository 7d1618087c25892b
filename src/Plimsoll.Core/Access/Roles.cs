using System.Collections.Immutable;

namespace Plimsoll.Core.Access;

/// <summary>Names of roles: those of the reference guide, and two of Plimsoll's own.</summary>
public static class Roles
{
    public const string ReleaseManager = "Release Manager";
    public const string SecurityLead = "Security Lead";
    public const string Quality = "QA/Testing Specialist";
    public const string Developers = "Developers";
    public const string ProductManager = "PM";
    public const string Support = "Support";

    /// <summary>Invites people and gives roles; approves nothing by it.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Sees everything that is not private, changes nothing.</summary>
    public const string Viewer = "Viewer";

    private const int Longest = 60;

    public static ImmutableArray<string> OfTheGuide { get; } =
        [ReleaseManager, SecurityLead, Quality, Developers, ProductManager, Support];

    public static ImmutableArray<string> All { get; } = [.. OfTheGuide, Administrator, Viewer];

    private static readonly ImmutableDictionary<string, string> Written = All.ToImmutableDictionary(Plain, role => role)
        .AddRange(new Dictionary<string, string>
        {
            ["qa"] = Quality,
            ["testing"] = Quality,
            ["qaspecialist"] = Quality,
            ["testingspecialist"] = Quality,
            ["developer"] = Developers,
            ["productmanager"] = ProductManager,
            ["projectmanager"] = ProductManager,
            ["security"] = SecurityLead,
            ["rm"] = ReleaseManager,
            ["admin"] = Administrator,
        });

    /// <summary>The one name of a role however it is written; a role only an own guide speaks of stays as it is.</summary>
    public static string Named(string written) =>
        Written.GetValueOrDefault(Plain(written)) ?? written.Trim();

    /// <summary>Whether it can be a role at all.</summary>
    public static bool IsName(string role) =>
        role.Length is > 0 and <= Longest && char.IsLetter(role[0]) && !role.Any(char.IsControl);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
