using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Catalog;
using static Plimsoll.Files.Catalog.Scalars;

namespace Plimsoll.Files.Guide;

/// <summary>Every key a guide's sidecar may hold. The only list of them.</summary>
internal static class SidecarKeys
{
    private static readonly WordShape Severity = new("critical", "high", "medium", "low");

    private static readonly WordShape Anchor = new("T0", "resolved", "deploy", "deployed", "rollback", "-");

    private static readonly TextShape Short = new("a text of at most 500 characters", "(?s).{1,500}");

    private static readonly TextShape Label = new("a text of at most 200 characters", ".{1,200}");

    private static readonly EitherShape Shorts = new(Short, new ListShape(Short));

    /// <summary>What each key means is said where comments are read, which know the same keys.</summary>
    public static SectionShape Item { get; } = new("item", "an item",
        [.. GuideWords.ItemKeys.Select(key => new Key(key, Shorts, "See the handbook, \"Saying it exactly\"."))]);

    public static SectionShape Concept { get; } = Rows("concepts", "a concept");

    public static SectionShape Heading { get; } = Rows("sections", "a section");

    public static SectionShape Audience { get; } = Rows("audiences", "an audience");

    public static SectionShape Clocks { get; } = new("clocks", "`due`",
    [
        new("final-update", Time, "The final update, after the resolution.", Default: "1h"),
        new("review", Time, "The other lines of the review, after the resolution.", Default: "7d"),
    ]);

    public static SectionShape Defaults { get; } = new("guide-defaults", "`defaults`",
    [
        new("owner", new FreeKeysShape(Texts, "backup: DevOps"), "Who does what no line names anybody for."),
        new("accept", new FreeKeysShape(Texts, "notes-drafted: PM"), "Who accepts it."),
        new("sign-off", new FreeKeysShape(Texts, "major: [Release Manager]"), "Which roles sign which release types."),
        new("due", Clocks, "When the review's lines are due that the guide gives no time."),
        new("good-for", new FreeKeysShape(Time, "backup: 30m"), "How long its evidence is good."),
    ]);

    public static SectionShape Calendar { get; } = new("calendar", "a calendar",
    [
        new("time-zone", new ZoneShape(), "The IANA zone in which days begin.", Default: "UTC"),
        new("work-days", new ListShape(new WordShape(GuideWords.Days)), "The days on which people work."),
        new("holidays", new ListShape(new DateShape()), "Days on which nobody works."),
    ]);

    public static SectionShape SeverityRow { get; } = new("severity", "a severity",
    [
        new("severity", Severity, "Which of the four it is; from its name when absent."),
        new("response", Time, "How soon somebody has to respond."),
        new("updates", Time, "The longest gap between two updates."),
    ]);

    public static SectionShape Condition { get; } = new("condition", "a condition",
    [
        new("labels", new EitherShape(Label, new ListShape(Label)), "Labels of changes it holds for."),
        new("paths", new EitherShape(Label, new ListShape(Label)), "Files of the repository it holds for."),
    ]);

    public static SectionShape File { get; } = new("sidecar", "a guide's sidecar",
    [
        new("items", new FreeKeysShape(Item, "backup: {owner: DevOps}"), "Overrides by the id of a check."),
        new("roles", new FreeKeysShape(Short, "Train Driver: Release Manager"), 
            "An organisation's titles, and the roles they are."),
        new("concepts", new ListShape(Concept), "What lines may speak of, before the product's own."),
        new("sections", new ListShape(Heading), "What headings mean, before the product's own."),
        new("audiences", new ListShape(Audience), "Who is told, before the product's own."),
        new("defaults", Defaults, "What holds where the guide does not say."),
        new("calendar", Calendar, "The days on which the organisation works."),
        new("severities", new FreeKeysShape(SeverityRow, "SEV1: {response: 15m}"), "How bad things can be."),
        new("conditions", new FreeKeysShape(Condition, "database migration: {paths: [db/**]}"),
            "What of a change answers the guide's conditions."),
        new("retrospective", new WordShape("booked", "held"), "What has to happen in time.", Default: "held"),
        new("changes", new WordShape("one-person", "second-person"), "Who may change the guide.",
            Default: "one-person"),
    ]);

    // The columns are those of the product's table: a row of the organisation's is the same.
    private static SectionShape Rows(string table, string noun)
    {
        var columns = GuideWords.Columns(table);
        return new SectionShape(table, noun,
            [.. columns.Select(column => new Key(column, Cell(column), "A column of the product's table.",
                Required: column == columns[0] || column == "stems"))]);
    }

    private static Shape Cell(string column) => column switch
    {
        "kind" => new WordShape([.. GuideWords.Kinds, "-"]),
        "mode" => new WordShape(GuideWords.Modes),
        "use" => new WordShape(GuideWords.Uses),
        "anchor" => Anchor,
        "stems" => new TextShape("words to look for, as in the product's table", "(?s)(?=.*[A-Za-z]).{1,500}"),
        _ => Shorts,
    };
}
