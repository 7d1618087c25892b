using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Puts what comments and the sidecar say in place of what was read from the words.</summary>
internal static class Ruling
{
    /// <summary>By the comment of the line, completed by those of its headings.</summary>
    public static CompiledLine ByComments(CompiledLine line) =>
        line.Reading.Overrides.Values.IsEmpty && line.Reading.Section.Overrides.Values.IsEmpty ? line
            : ByComments(line, line.Reading.Overrides, line.Reading.Section.Overrides);

    private static CompiledLine ByComments(CompiledLine line, Overrides own, Overrides section)
    {
        var over = own.Under(section);
        return Moved(line, over) ?? (line.Output != Output.Check ? line : line with
        {
            Checks = [.. Parts(line.Checks, over).Select(check => Rule(
                check, over, own, line.Reading.Section.Anchor, line.Reading.Words.Vocabulary))],
        });
    }

    /// <summary>One of the line's checks by the sidecar, which is the last to speak.</summary>
    public static CompiledLine BySidecar(CompiledLine line, int part, Overrides over) =>
        Moved(line, over) ?? (line.Output != Output.Check ? line : line with
        {
            Checks = over["run"] is null
                ? line.Checks.SetItem(part, Rule(line.Checks[part], over, line.Reading))
                : [Rule(line.Checks[part] with { Part = "" }, over, line.Reading)],
        });

    private static Check Rule(Check check, Overrides over, LineReading line) =>
        Rule(check, over, over, line.Section.Anchor, line.Words.Vocabulary);

    // A line that is kept for readers, or a field of a form.
    private static CompiledLine? Moved(CompiledLine line, Overrides over)
    {
        if (line.Output == Output.Metadata)
        {
            return null;
        }

        var bare = line.Checks[0] with
        {
            Part = "", Mode = CheckMode.Info, Concept = "", Evidence = "", Families = [], Due = null, Cadence = null,
            Observe = null, Approvers = [], Audience = [],
        };
        return over.Skips
                ? line with { Output = Output.Information, Checks = [bare with { Kind = CheckKind.Info }] }
            : over["template"] is { } template && OverrideKeys.IsYes(template)
                ? line with { Output = Output.Template, Checks = [bare with { Kind = CheckKind.Field, Owners = [] }] }
            : null;
    }

    // One action is one check, however many things the words name.
    private static ImmutableArray<Check> Parts(ImmutableArray<Check> checks, Overrides over) =>
        over["run"] is null ? checks : [checks[0] with { Part = "" }];

    /// <param name="own">What is said about this line alone; the rest comes from its headings.</param>
    /// <param name="anchor">What the times of its section count from.</param>
    public static Check Rule(
        Check check, Overrides over, Overrides own, string anchor, Vocabulary vocabulary)
    {
        bool Says(string key, bool saidInWords) =>
            over[key] is not null && !(saidInWords && own[key] is null && OverrideKeys.Yields(key));
        var ruled = OverrideTimes.Rule(check with
        {
            Id = own["id"] ?? check.Id,
            Phase = own["phase"] ?? check.Phase,
            Owners = Says("owner", !check.Owners.IsEmpty) ? over.List("owner") : check.Owners,
            Approvers = Says("approve", !check.Approvers.IsEmpty) ? over.List("approve") : check.Approvers,
            AnyApprover = check.AnyApprover && !Says("approve", !check.Approvers.IsEmpty),
            Attested = check.Attested && !Says("approve", !check.Approvers.IsEmpty),
            Audience = Says("audience", !check.Audience.IsEmpty) ? over.List("audience") : check.Audience,
            Blocks = over["block"] ?? check.Blocks,
            WaivedBy = over["waive"] ?? check.WaivedBy,
            InOrder = over["order"] is { } order ? order == "strict" : check.InOrder,
            Severity = over["severity"] is { } severity ? SeverityScale.Of(severity) : check.Severity,
        }, over, Says, anchor);
        return Bound(Kind(Acting(Conditional(ruled, over, Says, vocabulary), over, vocabulary), over), over);
    }

    private static Check Conditional(Check check, Overrides over, Func<string, bool, bool> says, Vocabulary vocabulary)
    {
        if (!says("when", check.Condition is not null))
        {
            return check;
        }

        var when = When.Read(over["when"]!, vocabulary);
        return check with
        {
            Condition = when.Condition,
            Severity = when.Severity.Length > 0 ? when.Severity : check.Severity,
        };
    }

    private static Check Acting(Check check, Overrides over, Vocabulary vocabulary)
    {
        var said = over["run"] ?? over["evidence"];
        if (said is null)
        {
            return check.Audience.IsEmpty ? check : check with { Evidence = Told(check.Evidence, check.Audience) };
        }

        var concept = Actions.Find(said, check.Phase, vocabulary);
        return concept is null ? check with { Mode = CheckMode.Manual, Evidence = said } : check with
        {
            Concept = concept.Name,
            Families = concept.Families,
            Evidence = Told(Actions.Evidence(said, concept), check.Audience),
            Mode = concept.Mode,
            Kind = over["run"] is null ? check.Kind : concept.Kind ?? check.Kind,
        };
    }

    // "notify(release;support)" tells whom the line is said to tell.
    private static string Told(string evidence, ImmutableArray<string> audience) =>
        !evidence.StartsWith("notify(", StringComparison.Ordinal) ? evidence
            : audience.IsEmpty ? evidence.Replace(";{audience}", "", StringComparison.Ordinal)
            : $"{evidence.Split(';', ')')[0]};{string.Join(',', audience)})";

    private static Check Kind(Check check, Overrides over) =>
        over["kind"] is { } kind ? check with { Kind = Enum.Parse<CheckKind>(kind, ignoreCase: true) } : check;

    private static Check Bound(Check check, Overrides over)
    {
        var bindings = check.Bindings;
        foreach (var key in (string[])["metric", "suite"])
        {
            bindings = over[key] is { } value ? bindings.SetItem(key, value) : bindings;
        }

        // What a person did by hand is measured now, and confirmed by that person.
        var measured = bindings.Count > check.Bindings.Count && check.Mode == CheckMode.Manual;
        return check with
        {
            Bindings = bindings,
            Mode = measured ? CheckMode.Semi : check.Mode,
            Evidence = !measured ? check.Evidence : over["metric"] is { } metric ? $"metrics.watch({metric})"
                : $"suite.run({over["suite"]})",
        };
    }
}
