using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>What one line of a guide asks for, as a person labelled it or as the compiler read it; the parts of a line
/// joined.</summary>
/// <param name="Deadline">Such as <c>T0+15m</c>, <c>deploy-24h</c>; empty for none.</param>
internal sealed record LineFacts(
    bool Normative,
    ImmutableSortedSet<string> Families,
    ImmutableSortedSet<string> Owners,
    ImmutableSortedSet<string> Approvers,
    string Deadline,
    string Cadence,
    string Observe)
{
    public static LineFacts Nothing { get; } = new(false, [], [], [], "", "", "");

    /// <summary>Owner or approver: who the line names, without saying what for.</summary>
    public ImmutableSortedSet<string> Roles => Owners.Union(Approvers);

    /// <summary>Cells: line, normative, families, owners, approvers, deadline, cadence, observe; <c>-</c> is none.
    /// </summary>
    public static LineFacts Labelled(string[] cells) => new(
        cells[1] == "yes",
        [.. List(cells[2], ' ')],
        [.. List(cells[3], ',').Select(RoleOf)],
        [.. List(cells[4], ',').Select(RoleOf)],
        string.Join(' ', List(cells[5], ' ').Select(Lengths.Deadline)),
        string.Join(' ', List(cells[6], ' ').Select(Lengths.Cadence).Order(StringComparer.Ordinal)),
        string.Join(' ', List(cells[7], ' ').Select(Lengths.Plain)));

    public static LineFacts Compiled(IReadOnlyCollection<Check> parts) => new(
        parts.Any(part => part.Mode != CheckMode.Info),
        [.. parts.SelectMany(part => part.Families)],
        [.. parts.SelectMany(part => part.Owners).Select(RoleOf)],
        [.. parts.SelectMany(part => part.Approvers).Select(RoleOf)],
        Joined(parts.Select(part => part.Due is { } due ? Lengths.Deadline(due) : "")),
        Joined(parts.Select(Lengths.Cadence)),
        Joined(parts.Select(part => part.Observe is { } watched ? Lengths.Plain(watched) : "")));

    /// <summary>A role by its usual name where the product knows it, in small letters.</summary>
    private static string RoleOf(string role) =>
        Core.Guide.Owners.NameOf(role.Trim().ToLowerInvariant()).ToLowerInvariant();

    private static string[] List(string cell, char between) => cell == "-" ? []
        : cell.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Joined(IEnumerable<string> said) =>
        string.Join(' ', said.Where(word => word.Length > 0).Distinct());
}
