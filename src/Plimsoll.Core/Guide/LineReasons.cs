using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>The reasons of one line, in the order the compiler decides: section, counted or not, what was taken off,
/// then each check.</summary>
internal static class LineReasons
{
    public static IEnumerable<Reason> Of(Compilation compilation, CompiledLine line, string part)
    {
        var reading = line.Reading;
        yield return new Reason("section", SectionOf(reading));
        yield return new Reason("counts as", CountsAs(line));
        foreach (var taken in reading.Suffixes.Taken)
        {
            yield return new Reason("taken", $"\"{taken.Text}\", {taken.Notation}: {taken.Became}");
        }

        if (reading.Suffixes.Stem != line.Item.Text)
        {
            yield return new Reason("what is left", reading.Suffixes.Stem);
        }

        foreach (var (key, value) in reading.Overrides.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new Reason("override", $"{key}={value}, in its plimsoll comment");
        }

        foreach (var reason in OfChecks(compilation, line, part))
        {
            yield return reason;
        }
    }

    private static IEnumerable<Reason> OfChecks(Compilation compilation, CompiledLine line, string part)
    {
        var checks = compilation.Playbook.Checks
            .Where(check => check.Line == line.Item.At.Line && check.File.Length == 0).ToList();
        if (part.Length > 0 && !checks.Exists(check => check.Part == part))
            yield return new Reason("nothing", checks.Count > 1
                ? $"The line has no part {part}; it has {string.Join(", ", checks.Select(check => check.Part))}."
                : $"The line has no parts; leave the {part} out.");
        foreach (var check in checks.Where(check => part.Length == 0 || check.Part == part))
        {
            if (checks.Count > 1) yield return new Reason($"part {check.Part}", check.Id);
            foreach (var reason in CheckReasons.Of(compilation.Playbook, line, check)) yield return reason;
        }
    }

    private static string SectionOf(LineReading reading) => reading.Section switch
    {
        { Heading: null } and var section =>
            $"No heading above it says what it is about; such a line belongs to {section.Phase}.",
        { Heading: { } own, Stems: null } and var section =>
            $"\"{own.Text}\" (line {own.At.Line}) is not known to the compiler: a phase of its own, {section.Phase}.",
        { Heading: { } own, Stems: { } stems } and var section =>
            Known(section, own, Why(stems, reading.Words.Of(own.Text))),
    };

    private static (string, string) Why(Stems stems, Words words) => stems.Why(words, WordsLeft.All);

    private static string Known(Section section, Reading.GuideHeading own, (string Pattern, string Said) why) =>
        $"\"{own.Text}\" (line {own.At.Line}) means {section.Phase}: it says \"{why.Said}\" ({why.Pattern}); times are "
        + $"counted from {Anchor(section.Anchor)}.";

    private static string Anchor(string anchor) => anchor switch
    {
        "T0" => "the moment the incident is declared",
        "resolved" => "the moment it is resolved",
        "deployed" => "the end of the deployment in production",
        "rollback" => "the decision to roll back",
        _ => "the planned start in production",
    };

    private static string CountsAs(CompiledLine line) => line.Output switch
    {
        Output.Template => "a field of a template: its section is one",
        Output.Metadata => $"metadata: it says something about line {line.Reading.ParentLine}, and nothing by itself",
        Output.Information => $"information: {WhyInformation(line)}",
        _ when line.Item.IsRow => "something to do: it is a row of a checklist",
        _ when line.Item.HasBox => "something to do: it has a checkbox",
        _ => "something to do: bullets of this section are",
    };

    private static string WhyInformation(CompiledLine line) =>
        line.Reading.Overrides.Values.ContainsKey("skip") ? "its plimsoll comment says skip"
        : line.Reading.Section.Informs || line.Reading.Section.Use is "types" or "authority"
            ? $"a bullet without a box, under a heading that tells ({line.Reading.Section.Use})"
        : line.Item.IsBareLink ? "it is a link and nothing else"
        : line.Reading.Text.Any(char.IsLetterOrDigit) ? "it describes the work, and asks for nothing by itself"
        : "it has no words";
}
