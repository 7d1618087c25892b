namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>What people and the compiler say differently about one line.</summary>
internal static class Difference
{
    public static IEnumerable<string> Between(LineFacts wanted, LineFacts got)
    {
        if (wanted.Normative != got.Normative)
            yield return $"normative: wanted {YesOrNo(wanted.Normative)}, got {YesOrNo(got.Normative)}";
        if (wanted.Normative && !wanted.Families.SetEquals(got.Families))
            yield return Words("families", wanted.Families, got.Families);
        if (wanted.Normative && !wanted.Roles.SetEquals(got.Roles))
            yield return Words("roles", wanted.Roles, got.Roles);
        if (wanted.Normative && GuideScore.SwappedIn(wanted, got).Any())
            yield return $"{Words("owners", wanted.Owners, got.Owners)}; "
                + Words("approvers", wanted.Approvers, got.Approvers);
        if (wanted.Deadline != got.Deadline) yield return Words("deadline", [wanted.Deadline], [got.Deadline]);
        if (wanted.Cadence != got.Cadence) yield return Words("cadence", [wanted.Cadence], [got.Cadence]);
        if (wanted.Observe != got.Observe) yield return Words("observe", [wanted.Observe], [got.Observe]);
    }

    private static string Words(string what, IEnumerable<string> wanted, IEnumerable<string> got) =>
        $"{what}: wanted {Said(wanted)}, got {Said(got)}";

    private static string Said(IEnumerable<string> words) =>
        string.Join(", ", words.Where(word => word.Length > 0)) is { Length: > 0 } said ? said : "-";

    private static string YesOrNo(bool yes) => yes ? "yes" : "no";
}
