using System.Collections.Immutable;

namespace Plimsoll.Core.Calendar;

/// <summary>A window, when one may ship, or a freeze, when one may not.</summary>
/// <param name="Id">Unique within its calendar; what people type.</param>
/// <param name="Exempt">For a freeze: who passes it all the same, by label or role (<see cref="Exemption"/>).</param>
public sealed record CalendarRule(
    string Id, RuleKind Kind, string Title, Schedule Schedule, ImmutableArray<string> Exempt, string By,
    DateTimeOffset At)
{
    /// <summary>How often it was changed.</summary>
    public int Changes { get; init; }

    /// <summary>Its occurrences.</summary>
    internal Series Series => Series.Of(Schedule);

    public Occurrence? Covering(DateTimeOffset at) => Series.Covering(at);

    public Occurrence? After(DateTimeOffset at) => Series.After(at);

    public IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to) => Series.Between(from, to);
}

public enum RuleKind { Window, Freeze }

/// <summary>The line is stopped: a freeze from now until somebody lets it go on.</summary>
public sealed record StoppedLine(string Reason, string By, DateTimeOffset At);

/// <summary>Who wants to ship, as far as an exemption asks.</summary>
/// <param name="Labels">The release's type, and <c>incident</c> for the patch of an incident.</param>
/// <param name="Roles">What whoever ships it holds for the service.</param>
public sealed record Shipper(ImmutableArray<string> Labels, ImmutableArray<string> Roles)
{
    public static Shipper Nobody { get; } = new([], []);
}

/// <summary>A word that lets pass a freeze: a label such as <c>patch</c>, or <c>role:Release Manager</c>.</summary>
internal static class Exemption
{
    public const string Rule =
        "An exemption is patch, minor, major, incident (the patch of one that holds the lane), or role:NAME such as "
        + "role:Release Manager.";

    private const string OfRole = "role:";
    private static readonly string[] Labels = ["patch", "minor", "major", "incident"];

    public static bool IsOne(string word) => Labels.Contains(word)
        || word.StartsWith(OfRole, StringComparison.Ordinal) && word.Length is > 5 and <= 70;

    public static bool Frees(this CalendarRule freeze, Shipper who) => freeze.Exempt.Any(word =>
        word.StartsWith(OfRole, StringComparison.Ordinal)
            ? who.Roles.Contains(word[OfRole.Length..].Trim(), StringComparer.OrdinalIgnoreCase)
            : who.Labels.Contains(word));
}
