namespace Plimsoll.Server.Site.Views;

/// <summary>Where is it, what does it ask, how do I get back?</summary>
/// <param name="Title"><c>Storefront 1.2.0 to production</c>.</param>
/// <param name="Sentence">What is true now and what it means.</param>
/// <param name="Running">When it started, while it runs; null before and after.</param>
/// <param name="Cancelling">What cancelling does; empty when it cannot be cancelled.</param>
/// <param name="Retrying">What trying again does; empty when there is nothing to try again.</param>
/// <param name="Moves">It runs and asks nothing, so the page loads itself again.</param>
public sealed record DeploymentView(
    string Id,
    string Service,
    string ServiceTitle,
    string Title,
    Sign Sign,
    string Sentence,
    DateTimeOffset? Running,
    string Tag,
    IReadOnlyList<MetaView> Meta,
    QuestionView? Question,
    HoldView? Hold,
    GridView Grid,
    IReadOnlyList<CheckView> Verification,
    OutputView Output,
    RollbackView? Rollback,
    string Cancelling,
    string Retrying,
    IReadOnlyList<FactView> Facts,
    bool Moves)
{
    /// <summary>What aligning its lane would do; empty where there is nothing to align.</summary>
    public string Aligning { get; init; } = "";

    public string Href => $"/deployments/{Uri.EscapeDataString(Id)}";
}

/// <summary>Actions down, targets across.</summary>
/// <param name="Progress"><c>step 6 of 8, 3 of 6 targets done</c>.</param>
public sealed record GridView(string Progress, IReadOnlyList<TargetColumn> Targets, IReadOnlyList<ActionRow> Actions);

/// <param name="Batch"><c>Canary</c>, <c>Batch 1</c>; neighbours with the same batch share a heading.</param>
/// <param name="Hot">Asks for attention.</param>
public sealed record TargetColumn(string Name, string Batch, bool Hot = false);

/// <param name="Cells">One for each target; or fewer, when a cell spans several.</param>
public sealed record ActionRow(string Title, IReadOnlyList<ActionCell> Cells);

public sealed record ActionCell(Sign Sign, string Text, int Span = 1);

/// <summary>A smoke test or a measured check: what was seen against what must hold.</summary>
public sealed record CheckView(Sign Sign, string Title, string Detail, DateTimeOffset? At);

/// <param name="Omitted">How much is not shown and where it is; empty when all is.</param>
/// <param name="Raw">Address of the whole log as text; empty when there is none.</param>
public sealed record OutputView(
    IReadOnlyList<FilterView> Filters, IReadOnlyList<LogLine> Lines, string Omitted, string Raw)
{
    /// <summary>Address of the page with all lines and the search; empty when nothing was started.</summary>
    public string Whole { get; init; } = "";

    /// <summary>Address that tells the lines that follow; empty when none will.</summary>
    public string Following { get; init; } = "";
}

public sealed record FilterView(string Title, string Href, bool Current);

/// <summary>The way back.</summary>
/// <param name="Consequence">Which targets, what happens to data, how long and how that is known, what follows.</param>
public sealed record RollbackView(string Version, string Consequence);
