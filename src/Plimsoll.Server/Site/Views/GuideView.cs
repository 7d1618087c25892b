namespace Plimsoll.Server.Site.Views;

/// <summary>The guide in force: its text beside what each line became, and what waits to change it.</summary>
/// <param name="Show">Which tab is open: empty, <c>changes</c>, <c>problems</c>, <c>house</c>, <c>history</c> or
/// <c>check</c>.</param>
/// <param name="Sign">How the guide stands; null when none is applied.</param>
public sealed record GuideView(
    string Title, string Sentence, Sign? Sign, IReadOnlyList<MetaView> Meta, string Show,
    IReadOnlyList<FilterView> Tabs, IReadOnlyList<ProposalCard> Proposals)
{
    public IReadOnlyList<GuideRow> Rows { get; init; } = [];

    /// <summary>Why the rows are not all of the guide; empty when they are.</summary>
    public string Cut { get; init; } = "";

    public IReadOnlyList<ProblemRow> Problems { get; init; } = [];

    public IReadOnlyList<FactView> House { get; init; } = [];

    public IReadOnlyList<VersionRow> Versions { get; init; } = [];

    public CheckedGuide? Checked { get; init; }
}

/// <summary>One line of the guide, and the checks it became.</summary>
/// <param name="Line">0 where no line says it.</param>
/// <param name="Summary">Under a heading: what its lines became; else empty.</param>
/// <param name="Notes">What was noticed about it and needs somebody.</param>
public sealed record GuideRow(
    int Line, string Text, bool IsHeading, string Summary, IReadOnlyList<GuideLineCheck> Checks,
    IReadOnlyList<ProblemRow> Notes, bool IsNew);

/// <param name="How">Who does it, or what opens it.</param>
/// <param name="Detail">Owner, time, condition and mode.</param>
/// <param name="Kept">How it was kept lately; null where nothing was.</param>
public sealed record GuideLineCheck(
    string Id, string Icon, string Kind, string How, string Detail, Sign? Kept, bool IsNew);

/// <summary>A remark of the compiler.</summary>
public sealed record ProblemRow(int Line, string Code, Sign Sign, string Message, string Fix);

/// <summary>A version that came into force.</summary>
public sealed record VersionRow(string Hash, Sign Sign, DateTimeOffset At, string By, string Effect);

/// <summary>A revision that waits for a second person.</summary>
public sealed record ProposalCard(
    string Hash, string Effect, string Who, DateTimeOffset At, IReadOnlyList<ChangeRow> Changes, FormView Approve,
    FormView Withdraw);

/// <summary>One change of a revision.</summary>
public sealed record ChangeRow(string Line, string Change, string Id, string Was, string Is, string Text);

/// <summary>A guide that was only looked at.</summary>
/// <param name="Sum">Where its items went.</param>
/// <param name="Effect">What it would change; empty when no guide is in force.</param>
/// <param name="Apply">Applies or proposes it; null when it has errors.</param>
public sealed record CheckedGuide(
    string Name, Sign Sign, string Sum, string Effect, IReadOnlyList<ChangeRow> Changes,
    IReadOnlyList<ProblemRow> Problems, IReadOnlyList<GuideRow> Rows, string Cut, FormView? Apply)
{
    /// <summary>What would be gone with it that the guide in force has; empty for nothing.</summary>
    public string Lost { get; init; } = "";
}
