using System.Collections.Immutable;
using System.Globalization;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The check a line becomes, before anything is known about its evidence: what every line has, and what a
/// line has that only informs.</summary>
internal static class Informing
{
    private static readonly ImmutableArray<string> Repeating = ["incident", "communicate"];

    private static readonly Stems Requires = Wording.Of("requires-role");
    private static readonly Stems Escalates = Wording.Of("escalates");
    private static readonly Stems Mandates = Wording.Of("mandates");

    public static Check Bare(LineReading line, CheckKind kind, string id) => Bare(line, kind, id, []);

    private static Check Bare(
        LineReading line, CheckKind kind, string id, ImmutableArray<string> owners, string evidence = "",
        Due? due = null) => new(
        line.Item.At.Line, "", line.Section.Phase, kind, NameOf(id), "", evidence, CheckMode.Info, owners, [], [], due,
        null, line.Suffixes.Condition, line.Item.Text, OriginOf(line));

    /// <summary>Somebody or something has to answer it.</summary>
    public static Check Asked(LineReading line, CheckKind kind, string id, Answer answer, string anchor = "")
    {
        var (said, time, over) = (line.Suffixes, line.Timing, line.Overrides);
        var repeats = time.Cadence is not null && Kinds.IsIn(line.Section.Phase, Repeating);
        var ruled = over["kind"] is { } name ? Enum.Parse<CheckKind>(name, ignoreCase: true)
            : repeats ? CheckKind.Recurring : kind;
        // From one moment to another is how long something is watched, and not by when it is done.
        var during = time.Due is not null && line.DueFrom == DueFrom.Heading && answer.Families.Contains("MONITOR")
            ? line.Section.During : null;
        var due = ruled == CheckKind.Recurring || during is not null ? null : time.Due;
        var phase = over["phase"] ?? line.Section.Phase;
        var house = line.House.Of(answer.Concept, phase);
        return new Check(
            line.Item.At.Line, answer.Part, phase, ruled, NameOf(over["id"] ?? id),
            answer.Concept, answer.Evidence, answer.Mode, answer.Owners, answer.Approvers, answer.Audience,
            due is not null && anchor.Length > 0 && !time.AnchorSaid ? due with { Anchor = anchor } : due,
            time.Cadence, said.Condition ?? line.Section.AnyOf(kind, line.Words) ?? answer.Condition, line.Item.Text,
            OriginOf(line))
        {
            Families = answer.Families,
            Percents = answer.Percents,
            Deputies = said.Deputies,
            DefaultOwners = house.Owners,
            DefaultApprovers = house.Approvers,
            GoodFor = house.GoodFor,
            CadenceBySeverity = time.CadenceBySeverity,
            Observe = time.Observe ?? during,
            Repeats = time.Repeats,
            InOrder = line.Item.Ordered,
            Attested = Signing.NeedsWord(ruled, answer.Approvers) && line.Attests,
            AnyApprover = line.NamesAnyOf(answer.Approvers),
        };
    }

    private static string NameOf(string id) => id.Length > 0 ? id : "line";

    private static string OriginOf(LineReading line) =>
        string.Concat("guide line ", line.Item.At.Line.ToString(CultureInfo.InvariantCulture));

    public static Check Info(LineReading line) =>
        Bare(line, CheckKind.Info, line.Suffixes.Words.Slug(6), line.Suffixes.Owners);

    // "Minor: … requires an assigned Release Manager"
    public static Check Policy(LineReading line)
    {
        var type = LabelSlug(line.Words);
        var needs = Requires.Place(line.Words);
        var role = needs.Start < 0 ? "" : RoleTable.PeopleIn(line.Words.From(needs.End)).FirstOrDefault("");
        return role.Length == 0 ? Bare(line, CheckKind.Policy, $"type.{type}")
            : Bare(line, CheckKind.Policy, $"type.{type}.needs-{RoleTable.NamesOf(line.Words.Of(role)).Short}") with
            {
                Evidence = $"role.assigned({role})",
                Mode = CheckMode.Auto,
                Condition = new Condition("type", type),
            };
    }

    // "Release Manager: can start a rollback"; "escalate to the Product Lead within 10 minutes"
    public static Check Authority(LineReading line)
    {
        var escalates = Escalates.Matches(line.Words);
        var owners = escalates ? RoleTable.PeopleIn(line.Words) : line.Suffixes.Owners;
        var permitted = Mandates.Matches(line.Words) ? $"{line.Section.Phase}, mandate" : line.Section.Phase;
        var id = owners.IsEmpty ? line.Suffixes.Words.Slug(6)
            : escalates ? "authority.escalate" : $"authority.{RoleTable.NamesOf(line.Words.Of(owners[0])).Short}";
        return Bare(line, CheckKind.Authority, id, owners,
            owners.IsEmpty ? "" : escalates ? $"escalate({owners[0]})" : $"permission({permitted})",
            line.Timing.Due is { } due ? due with { Anchor = "" } : null);
    }

    public static Check Duty(LineReading line)
    {
        var topic = Topics.Of("duty", line.Words);
        var id = topic.Length > 0 ? $"duty.{topic}" : line.Suffixes.Words.Slug(6);
        var whose = line.Section.Role;
        return Bare(line, CheckKind.Info, id, whose.Length > 0 ? [whose] : line.Suffixes.Owners);
    }

    // "Release name / number:" is the field release-name; under "Initial alert" a status is alert.status.
    public static Check Field(LineReading line)
    {
        var message = Topics.Of("message", line.LeadIn);
        var part = message.Length > 0 ? Topics.Of("part", line.Words) : "";
        var id = part.Length > 0 ? $"{message}.{part}" : LabelSlug(line.Words);
        return Bare(line, CheckKind.Field, id, [], due: line.IsFirstOfList ? line.LeadInDue : null);
    }

    private static string LabelSlug(Words text)
    {
        var end = text.Text.AsSpan().IndexOfAny(':', '(', '/');
        return text.Slug(6, end > 0 ? end : text.Text.Length);
    }
}
