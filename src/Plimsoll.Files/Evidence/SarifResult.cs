namespace Plimsoll.Files.Evidence;

/// <summary>One result of a scan, judged.</summary>
internal sealed record SarifResult(
    string Rule, string Level, double? Severity, bool SetAside, string Place, string Message)
{
    private const double SeverityThatFails = 7;

    public bool Fails => !SetAside && (Level == "error" || Severity >= SeverityThatFails);

    public override string ToString() =>
        (Place.Length > 0 ? $"{Place}: " : "") + (Rule.Length > 0 ? $"{Rule}: " : "") + Message;

    public static SarifResult Read(JsonSpot result, SarifRules rules)
    {
        var rule = rules.Of(result);
        return new SarifResult(
            result.Text("ruleId") ?? rule.Id,
            LevelOf(result, rule),
            SarifRules.SeverityOf(result) ?? rule.Severity,
            IsSuppressed(result) || result.Text("baselineState") is "unchanged" or "absent",
            PlaceOf(result),
            Shortened(result.Member("message")?.Text("text") ?? ""));
    }

    // A result of another kind than "fail" (pass, open, review, …) has no level of its own.
    private static string LevelOf(JsonSpot result, SarifRule rule) =>
        SarifRules.LevelOf(result)
        ?? (result.Text("kind") is null or "fail" ? rule.Level ?? "warning" : "none");

    // Only when none of them is still under review or was rejected.
    private static bool IsSuppressed(JsonSpot result)
    {
        var states = result.Items("suppressions").Select(each => each.Text("status") ?? "accepted").ToList();
        return states.Count > 0 && states.TrueForAll(state => state == "accepted");
    }

    private static string PlaceOf(JsonSpot result)
    {
        if (result.Items("locations").FirstOrDefault() is not { Path: not null } location) return "";
        var where = location.Member("physicalLocation");
        var file = where?.Member("artifactLocation")?.Text("uri") ?? "";
        var line = where?.Member("region")?.Number("startLine");
        return line is null ? file : $"{file}:{line}";
    }

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
