namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The times that comments and the sidecar set.</summary>
internal static class OverrideTimes
{
    public static Check Rule(Check check, Overrides over, Func<string, bool, bool> says, string sectionsAnchor)
    {
        var anchor = over["anchor"] ?? check.Due?.Anchor ?? (sectionsAnchor == "-" ? "deploy" : sectionsAnchor);
        var due = says("within", check.Due is not null) && over.Duration("within") is { } within
            ? new Due(anchor, within, $"within {over["within"]}")
            : over["anchor"] is not null && check.Due is { } read ? read with { Anchor = anchor } : check.Due;
        return Repeated(check with
        {
            Due = due,
            DueBySeverity = says("within", check.Due is not null) ? Lengths.None : check.DueBySeverity,
            Observe = says("for", check.Observe is not null) ? over.Duration("for") : check.Observe,
        }, over, says("every", check.Cadence is not null));
    }

    private static Check Repeated(Check check, Overrides over, bool says) => !says ? check : check with
    {
        Cadence = over.Duration("every"),
        CadenceBySeverity = Lengths.None,
        Kind = Kinds.IsIn(check.Phase, ["incident", "communicate"]) ? CheckKind.Recurring : check.Kind,
        Due = Kinds.IsIn(check.Phase, ["incident", "communicate"]) ? null : check.Due,
    };
}
