using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>The reasons of one check of a line: concept, kind, people, time, condition, and what it does.</summary>
internal static class CheckReasons
{
    public static IEnumerable<Reason> Of(Playbook playbook, CompiledLine line, Check check)
    {
        if (line.Output == Output.Check)
        {
            yield return new Reason("concept", ConceptOf(line, check));
            yield return new Reason("kind", KindOf(line, check));
            yield return new Reason("mode", ModeOf(line, check));
            yield return new Reason("owner", OwnerOf(line, check));
            if (!check.Approvers.IsEmpty) yield return new Reason("approver", WhoOf(check));
            foreach (var (key, name) in check.Bindings)
                yield return new Reason("bound", $"{key} {name}, in the service's file");
            if (TimeOf(line, check) is { Length: > 0 } time) yield return new Reason("time", time);
        }

        if (check.Condition is { } condition)
        {
            yield return new Reason("condition", $"{condition.Text}: {ClassOf(condition, check.Concept)}");
        }

        yield return new Reason("id", check.Id);
        yield return new Reason("becomes", CheckMeaning.Of(playbook, check));
    }

    private static string WhoOf(Check check) => string.Join(", ", check.Approvers) + (check.Attested
        ? ": attests it, as it is worded; any of them will do"
        : check.AnyApprover ? ": one of them signs it; who made it does not" : ": signs it; who made it does not");

    private static string ConceptOf(CompiledLine line, Check check)
    {
        var (words, mentions) = line.Spoken;
        if (mentions.FirstOrDefault(mention => mention.Concept.Name == check.Concept) is { } mention)
        {
            var said = string.Join(' ', mention.Found.Select(words.Lower));
            return $"{check.Concept}: it says \"{said}\" ({mention.Pattern(words)})";
        }

        if (check.Concept.Length > 0)
        {
            return line.Reading.Overrides["run"] is not null || line.Reading.Overrides["evidence"] is not null
                ? $"{check.Concept}: what its plimsoll comment or the sidecar names"
                : $"{check.Concept}: it says \"{Measures.Said(line.Reading.Text)}\", a limit to what is measured";
        }

        var near = string.Join(", ", NearConcepts.Of(line.Reading.Suffixes.Said, line.Reading.Section.Phase));
        return near.Length > 0
            ? $"none the compiler knows; the nearest are {near}" : "none the compiler knows, nor a near one";
    }

    private static string KindOf(CompiledLine line, Check check)
    {
        var (words, mentions) = line.Spoken;
        var kind = CheckJson.Name(check.Kind);
        return line.Reading.Overrides["kind"] is not null ? $"{kind}, by its plimsoll comment"
            : check.Kind == CheckKind.Recurring ? $"{kind}: it comes back"
            : mentions.FirstOrDefault(mention => mention.Concept.Name == check.Concept)?.Concept.Kind is not null
                ? $"{kind}, as always for {check.Concept}"
            : line.Reading.Section.Use == "criteria" ? $"{kind}: its heading lists what triggers it"
            : ByWording(kind, Kinds.Why(line.Reading.Section.Phase, words), line.Reading.Section.Phase);
    }

    private static string ByWording(string kind, (string Pattern, string Said) why, string phase) =>
        why.Pattern.Length > 0 ? $"{kind}: worded with \"{why.Said}\" ({why.Pattern}) in {phase}"
            : $"{kind}: so is every line of {phase} that is worded no other way";

    private static string ModeOf(CompiledLine line, Check check) => check.Mode switch
    {
        CheckMode.Auto => "auto: all of the line is recognised, and the product can see or do it",
        CheckMode.Semi when Spoken.LeavesOpen(line) => "semi: a part of it is not recognised; a person confirms that",
        CheckMode.Semi when !check.Approvers.IsEmpty => "semi: a second person is named",
        CheckMode.Semi => "semi: the product prepares it, a person confirms",
        _ when check.Concept.Length > 0 => "manual: only a person can say so",
        _ => "manual: what is not recognised is never green by itself",
    };

    private static string OwnerOf(CompiledLine line, Check check)
    {
        if (check.Owners.IsEmpty)
        {
            return check.DefaultOwners.IsEmpty ? "nobody"
                : $"{string.Join(", ", check.DefaultOwners)}: the line names nobody, so the house default holds";
        }

        var owners = string.Join(", ", check.Owners);
        var known = string.Join(", ", check.Owners.Select(owner => NameOf(owner, line.Reading.Words)).Distinct());
        var means = known == owners ? "" : $" (means {known})";
        return line.Reading.Suffixes.Taken.LastOrDefault(taken => taken.Owns) is { } taken
            ? $"{owners}{means}, {taken.Notation}" : $"{owners}{means}, the role the line names";
    }

    private static string NameOf(string owner, Words line) =>
        RoleTable.Meaning(line.Of(owner)) is { Length: > 0 } role ? role : owner;

    private static string TimeOf(CompiledLine line, Check check)
    {
        if (check.Due is { } due) return $"{GuideColumns.DeadlineOf(check)}, from \"{due.Text}\" {From(line.Reading)}";
        return GuideColumns.CadenceOf(check) is { Length: > 0 } cadence
            ? $"{cadence}, from {Watched(line.Reading, check)}" : "";
    }

    // How long something is watched may be said around it.
    private static string Watched(LineReading reading, Check check) =>
        check.Observe is not { } watched || reading.Overrides["for"] is not null
            || Timing.Read(reading.Words, reading.Section.Anchor).Observe == watched ? "its own words"
        : reading.Section.During == watched || reading.Section.Watched == watched ? "its heading"
        : Timing.OfHeading(reading.LeadIn, reading.Section.Anchor).Span == watched ? "the words before its list"
        : "the guide's table of what is watched";

    private static string From(LineReading reading) => reading.DueFrom switch
    {
        DueFrom.Group => $"in line {reading.ParentLine} above it",
        DueFrom.LeadIn => "in the words before its list",
        DueFrom.Heading => "in its heading",
        _ => "in the line itself",
    };

    private static string ClassOf(Condition condition, string concept) => condition.Class switch
    {
        "type" => "decided by the type of the release",
        "property" => "decided by what the change touches, else asked",
        "prefer" => "the usual way; another one is a deviation with a reason",
        "when" => "it holds at that moment of the work",
        _ when concept is "backup" or "window-scheduled" =>
            "the service's file answers it; where it says nothing, somebody says once whether it applies, and why",
        _ => "somebody says once whether it applies, and why",
    };
}
