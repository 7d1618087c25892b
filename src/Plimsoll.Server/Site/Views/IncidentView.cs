namespace Plimsoll.Server.Site.Views;

/// <summary>The incidents there are, the open ones first.</summary>
public sealed record IncidentsView(
    string Sentence, IReadOnlyList<IncidentRow> Open, IReadOnlyList<IncidentRow> Over, string Older, FormView Declare);

/// <param name="Clock">The line that is due next; null when none is.</param>
public sealed record IncidentRow(
    string Href, string Id, string Title, SeverityView Severity, Sign Sign, DateTimeOffset Since, string Commander,
    ClockView? Clock);

/// <param name="Class">How loud it looks; empty for the loudest.</param>
public sealed record SeverityView(string Word, string Class);

/// <summary>An obligation with its clock.</summary>
/// <param name="Due">When it is due, while it runs.</param>
/// <param name="Reading">What the clock says where it does not run.</param>
/// <param name="Total">Length of the whole time in seconds; 0 where there is none.</param>
public sealed record ClockView(
    Sign Sign, string Label, DateTimeOffset? Due, string Reading, string Small, int Spent, int Total, string By,
    string Href = "", string Verb = "");

/// <summary>An incident while people respond to it.</summary>
public sealed record IncidentView(
    IncidentHead Head,
    IReadOnlyList<ClockView> Clocks,
    NextView? Next,
    DecisionView Decision,
    IReadOnlyList<ChecklistView> Checklists,
    FormView? Waive,
    TimelineView Timeline,
    ComposerView? Composer,
    SuspectsView Suspects,
    TeamView Team,
    IReadOnlyList<FactView> Impact,
    IReadOnlyList<FormView> ImpactForms,
    IReadOnlyList<FormView> Endings)
{
    /// <summary>Who was called.</summary>
    public PagingView Paging { get; init; } = new("", "", null, [], []);

    /// <summary>The streams the page is about, by name or by what they begin with.</summary>
    public IReadOnlyList<string> About { get; init; } = [];
}

/// <summary>What stands at the top of every page about one incident.</summary>
/// <param name="Note">How it ended, or that it was reopened; empty while it simply goes on.</param>
/// <param name="Resolving">Why it cannot be resolved yet; null where that is no question.</param>
public sealed record IncidentHead(
    string Id, string Title, SeverityView Severity, Sign Sign, IReadOnlyList<MetaView> Meta, DateTimeOffset Since,
    bool Runs, string Note, string? Resolving)
{
    public string Href => $"/incidents/{Id}";
}

/// <summary>The most urgent line, with its form.</summary>
/// <param name="Command">The same from a terminal.</param>
public sealed record NextView(
    Sign Sign, string Title, string Who, DateTimeOffset? Due, FormView? Form, string Command, string Href);

/// <summary>How the harm is ended.</summary>
/// <param name="Options">What was thought of; the chosen one is marked.</param>
/// <param name="Danger">What the way back changes, before its button.</param>
public sealed record DecisionView(
    string Title, string When, string Reason, IReadOnlyList<OptionView> Options, DangerView? Danger,
    MitigationView? Mitigation, IReadOnlyList<FormView> Forms);

public sealed record OptionView(string Name, string Detail, bool Chosen);

public sealed record DangerView(string Title, string Consequence, FormView Form);

/// <param name="Green">Seconds its tests were green, of <paramref name="Hold"/>.</param>
public sealed record MitigationView(
    Sign Sign, string Sentence, string Deployment, string Href, int Green, int Hold, string GreenWords);

public sealed record ChecklistView(
    string Title, string Id, string Count, DateTimeOffset? Due, IReadOnlyList<LineView> Lines);

/// <param name="Origin">Which line of the guide it is.</param>
public sealed record LineView(
    string Id, Sign Sign, bool Done, bool Next, string Title, string Who, string Evidence, string Origin,
    DateTimeOffset? Due, FormView? Form, string Command);

/// <param name="Older">Address of the entries before these; empty at the beginning.</param>
public sealed record TimelineView(
    string Count, IReadOnlyList<EntryView> Entries, string Older, string Newer, FormView? Note, FormView? Correct)
{
    /// <summary>Where entries are left out; null where none is.</summary>
    public GapView? Left { get; init; }
}

/// <param name="After">Number of the entry before the gap.</param>
/// <param name="Href">Where all of them are.</param>
public sealed record GapView(int After, string Sentence, string Href);

public sealed record EntryView(
    int Number, DateTimeOffset At, string NewDay, Sign Sign, string Icon, string Sentence, string Detail, string By,
    IReadOnlyList<string> Before, string Correcting);

/// <summary>What an update says, to whom, and when the next is promised.</summary>
public sealed record ComposerView(FormView Form, DateTimeOffset? Due, IReadOnlyList<SentView> Sent);

public sealed record SentView(string Title, string Text);

/// <summary>An update exactly as it goes out, before it does.</summary>
public sealed record UpdatePreviewView(
    IncidentHead Head, string Subject, string Body, string To, FormView Send, FormView Change);

public sealed record SuspectsView(
    string Cause, IReadOnlyList<SuspectView> Suspects, IReadOnlyList<RecentView> Recent, IReadOnlyList<FormView> Forms);

public sealed record SuspectView(string What, string Why, string Href, bool Proposed, FormView? Blame);

public sealed record RecentView(string Title, string Href, Sign Sign, DateTimeOffset At);

public sealed record TeamView(
    IReadOnlyList<RoleView> Roles, IReadOnlyList<FactView> Channel, IReadOnlyList<FormView> Forms);

/// <summary>An incident after it was resolved.</summary>
public sealed record IncidentReviewView(
    IncidentHead Head,
    IReadOnlyList<ClockView> Clocks,
    TimelineView Story,
    IReadOnlyList<SectionView> Sections,
    ActionsView Actions,
    RetrospectiveView Retrospective,
    string Runbooks,
    FormView? RunbookForm,
    IReadOnlyList<MissingView> Missing,
    string Closing,
    FormView? Close,
    FormView? Archive);

/// <param name="Theirs">What somebody else saved meanwhile, where that differs from what was typed.</param>
public sealed record SectionView(string Name, string Title, string Text, string By, FormView? Form, string Theirs);

public sealed record ActionsView(
    string Count, IReadOnlyList<ActionItemRow> Rows, string None, FormView? Add, FormView? DeclareNone);

public sealed record ActionItemRow(
    int Number, string Text, string Owner, string Due, Sign Sign, string Note, FormView? Done);

public sealed record RetrospectiveView(string Sentence, IReadOnlyList<FactView> Facts, IReadOnlyList<FormView> Forms);

public sealed record MissingView(string Title, string Who, string Command, string Href);

/// <summary>An open incident on the overview.</summary>
public sealed record IncidentBanner(
    string Href, string Title, SeverityView Severity, string Detail, IReadOnlyList<ClockView> Clocks);
