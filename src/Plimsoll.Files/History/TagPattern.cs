using Plimsoll.Core.Releases;
using Semver;

namespace Plimsoll.Files.History;

/// <summary>How a service names its release tags, such as <c>v{version}</c> or <c>storefront/{version}</c>.</summary>
public sealed record TagPattern
{
    private const string Slot = "{version}";

    private TagPattern(string before, string after) => (Before, After) = (before, after);

    private string Before { get; }

    private string After { get; }

    /// <summary>Exactly one of the two is null.</summary>
    public static (TagPattern? Pattern, string? Problem) Read(string text)
    {
        var parts = text.Split(Slot);
        if (parts.Length != 2) return (null, $"Tag pattern '{text}' must hold {Slot} once, such as v{Slot}.");
        return text.StartsWith('-') || parts.Any(part => part.Any(c => char.IsControl(c) || " ~^:?*[\\".Contains(c)))
            ? (null, $"Tag pattern '{text}' holds what git does not allow in a tag's name.")
            : (new(parts[0], parts[1]), null);
    }

    public string TagOf(string version) => Before + version + After;

    /// <summary>The version a tag stands for; null when it is not a release tag of this service.</summary>
    public SemVersion? VersionOf(string tag) =>
        tag.Length > Before.Length + After.Length
        && tag.StartsWith(Before, StringComparison.Ordinal)
        && tag.EndsWith(After, StringComparison.Ordinal)
            ? VersionText.Read(tag[Before.Length..^After.Length]).Version
            : null;

    public override string ToString() => Before + Slot + After;
}
