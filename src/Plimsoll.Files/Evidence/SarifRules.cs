using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Files.Evidence;

/// <summary>A rule as a tool describes it, as far as a verdict needs it.</summary>
internal sealed record SarifRule(string Id, string? Level, double? Severity);

/// <summary>The rules of one run: the driver's and its extensions'.</summary>
internal sealed class SarifRules
{
    private readonly IReadOnlyList<SarifRule> _driver;
    private readonly IReadOnlyList<IReadOnlyList<SarifRule>> _extensions;
    private readonly Dictionary<string, SarifRule> _byId = new(StringComparer.Ordinal);

    public SarifRules(JsonSpot tool)
    {
        _driver = tool.Member("driver") is { } driver ? RulesOf(driver) : [];
        _extensions = [.. tool.Items("extensions").Select(RulesOf)];
        foreach (var rule in _driver.Concat(_extensions.SelectMany(rules => rules))) _byId.TryAdd(rule.Id, rule);
    }

    /// <summary>The rule a result names: by its place in a component, else by id, else by the id's parent.</summary>
    public SarifRule Of(JsonSpot result)
    {
        var reference = result.Member("rule");
        var id = result.Text("ruleId") ?? reference?.Text("id");
        var index = result.Number("ruleIndex") ?? reference?.Number("index");
        return At(reference, index) is { } placed && (id is null || IsFamily(id, placed.Id))
            ? placed
            : ById(id ?? "");
    }

    private SarifRule? At(JsonSpot? reference, int? index)
    {
        var extension = reference?.Member("toolComponent")?.Number("index") ?? -1;
        var rules = extension >= 0 && extension < _extensions.Count ? _extensions[extension] : _driver;
        return index is >= 0 && index < rules.Count ? rules[index.Value] : null;
    }

    private SarifRule ById(string id)
    {
        for (var name = id; ; name = name[..name.LastIndexOf('/')])
        {
            if (_byId.TryGetValue(name, out var rule)) return rule;
            if (!name.Contains('/')) return new SarifRule(id, null, null);
        }
    }

    // "CA1000/1" is a result of rule "CA1000".
    private static bool IsFamily(string id, string rule) =>
        id == rule || id.StartsWith(rule + "/", StringComparison.Ordinal);

    private static IReadOnlyList<SarifRule> RulesOf(JsonSpot component) => [.. component.Items("rules").Select(Rule)];

    private static SarifRule Rule(JsonSpot rule) =>
        new(rule.Text("id") ?? "",
            rule.Member("defaultConfiguration") is { } set ? LevelOf(set) : null,
            SeverityOf(rule));

    public static string? LevelOf(JsonSpot holder) => holder.Text("level") switch
    {
        null => null,
        "error" => "error",
        "warning" => "warning",
        "note" => "note",
        "none" => "none",
        var other => throw new UnreadableJson(
            $"{holder.Path}.level", $"{holder.Path}.level is '{other}'; it is one of error, warning, note, none."),
    };

    /// <summary>The <c>security-severity</c> property.</summary>
    /// <remarks>One that is no number from 0 to 10 counts as 10: no gate fails open.</remarks>
    public static double? SeverityOf(JsonSpot holder)
    {
        if (holder.Member("properties")?.Member("security-severity") is not { } found) return null;
        var text = found.Element.ValueKind == JsonValueKind.String ? found.Text() : found.Element.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= 10 ? number : 10;
    }
}
