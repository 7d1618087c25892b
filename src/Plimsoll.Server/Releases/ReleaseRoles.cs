using Plimsoll.Core.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>Who holds which role, and which of them have signed.</summary>
internal static class ReleaseRoles
{
    public static IReadOnlyList<RoleView> Of(ReleaseSeen seen) =>
        [.. from role in seen.Judged.Service?.People.ToList() ?? []
            let gate = seen.Gates.FirstOrDefault(g => g.Concept == Concepts.SignOff && IsFor(seen, g, role.Key))
            orderby gate is null
            select new RoleView(
                role.Key, string.Join(", ", role.Value.Select(p => p == seen.Sight.Actor ? $"{p} (you)" : p)),
                gate is null ? null : Marked(seen, role.Key) ?? SignOf(gate), "Not required")];

    /// <summary>How the newest candidate was signed in a role, where that was out of the ordinary.</summary>
    private static Sign? Marked(ReleaseSeen seen, string role) =>
        seen.Release.SignOffs.LastOrDefault(s => s.IsAs(role) && !s.IsTakenBack) is { } given
            && given.Candidate == seen.Release.Candidate?.Number
            ? given.MarkAt(seen.Sight.Now) : null;

    private static bool IsFor(ReleaseSeen seen, Gate gate, string role) =>
        (seen.LineOf(gate)?.Approvers ?? []).Append(gate.Owners.FirstOrDefault(""))
            .Contains(role, StringComparer.OrdinalIgnoreCase);

    private static Sign SignOf(Gate gate) => gate.Verdict switch
    {
        Verdict.Passed => new Sign(Mark.Ok, "Signed off"),
        Verdict.Stale => new Sign(Mark.Stale, "Signed another candidate"),
        Verdict.Waived => new Sign(Mark.Waive, "Waived"),
        _ => new Sign(Mark.Sign, "Not signed yet"),
    };
}
