using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>A heading under which lines are written: its words, and the comment that says what its words do
/// not.</summary>
internal sealed record MarkdownSection(string Title, string Time, string Comment)
{
    /// <summary>A sentence between the heading and its lines; empty for none.</summary>
    public string Prose { get; init; } = "";

    private static readonly ImmutableDictionary<string, string> Titles = new Dictionary<string, string>
    {
        ["notes-template"] = "Release Notes Template", ["types"] = "Release Types",
        ["authority"] = "Rollback authority",
        ["criteria"] = "Rollback criteria", ["pre-release"] = "Pre-release requirements", ["approval"] = "Approval",
        ["deploy"] = "Deployment Checklist", ["rollout"] = "Canary", ["verify"] = "Post-deploy verification",
        ["communicate"] = "Communication", ["rollback"] = "Rollback", ["incident"] = "Incident response",
        ["incident.immediate"] = "Immediate response", ["incident.mitigate"] = "Mitigation",
        ["incident.close"] = "Post-incident", ["links"] = "Related links", ["purpose"] = "Purpose",
        ["example"] = "Example", ["roles"] = "Roles", ["metrics"] = "Metrics", ["practices"] = "Best practices",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static MarkdownSection None { get; } = new("", "", "");

    public string Heading => $"## {Title}{Said(" (", Time, ")")}{Said(" <!-- plimsoll: ", Comment, " -->")}\n"
        + Said("\n", Prose, "\n");

    private static string Said(string before, string text, string after) =>
        text.Length == 0 ? "" : before + (after == " -->" ? text : MarkdownText.Escape(text)) + after;

    /// <summary>The headings worth trying for a check, the plainest first.</summary>
    public static IEnumerable<MarkdownSection> For(Check check)
    {
        var title = Titles.GetValueOrDefault(UseOf(check)) ?? Titles.GetValueOrDefault(check.Phase)
            ?? Plain(check.Phase);
        var time = check.Due?.Text ?? "";
        if (check.Condition is { Class: "any-of" })
            yield return new MarkdownSection(title, "", "") { Prose = "Any of the following is enough:" };
        if (check.Repeats.Length > 0)
            yield return new MarkdownSection(title, "", "") { Prose = $"{Plain(check.Repeats)}:" };
        yield return new MarkdownSection(title, "", "");
        if (time.Length > 0) yield return new MarkdownSection(title, time, "");
        yield return new MarkdownSection(title, "", $"phase={check.Phase}");
        yield return new MarkdownSection(title, "", $"phase={check.Phase}; anchor={check.Due?.Anchor ?? "deploy"}");
        if (time.Length > 0)
            yield return new MarkdownSection(title, time, $"phase={check.Phase}; anchor={check.Due!.Anchor}");
    }

    /// <summary>The heading, after whatever stood before it.</summary>
    public string After(MarkdownSection before) => $"\n{Heading}\n";

    private static string UseOf(Check check) => check.Kind switch
    {
        CheckKind.Field => "notes-template",
        CheckKind.Policy => "types",
        CheckKind.Authority => "authority",
        CheckKind.Trigger => "criteria",
        _ => "",
    };

    private static string Plain(string phase) =>
        phase.Length == 0 ? "Other" : char.ToUpperInvariant(phase[0]) + phase[1..].Replace('-', ' ').Replace('.', ' ');
}
