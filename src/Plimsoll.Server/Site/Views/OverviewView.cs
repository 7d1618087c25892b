namespace Plimsoll.Server.Site.Views;

/// <summary>What needs me, what moves, what is broken?</summary>
/// <param name="Sentence">The whole state in one sentence.</param>
/// <param name="Environments">Columns of the matrix, in the order of shipping.</param>
/// <param name="Moves">Something is running now, so the page loads itself again.</param>
public sealed record OverviewView(
    string Sentence,
    IReadOnlyList<HoldView> Holds,
    IReadOnlyList<NeedView> Waiting,
    IReadOnlyList<FlightView> InFlight,
    IReadOnlyList<string> Environments,
    IReadOnlyList<ServiceRow> Services,
    bool Moves)
{
    public IReadOnlyList<IncidentBanner> Incidents { get; init; } = [];

    /// <summary>How a service is found, where not all are shown; else null.</summary>
    public FindView? Find { get; init; }

    /// <summary>Which of the services are shown; null: all.</summary>
    public PartView? Part { get; init; }
}

/// <summary>A lane that is stopped, and what lifting that means.</summary>
/// <param name="Id">Which hold of the lane; there may be several.</param>
/// <param name="Lifting">What changes when it is lifted: stands above the button.</param>
public sealed record HoldView(
    string Service,
    string Environment,
    string Title,
    string Reason,
    string By,
    DateTimeOffset Since,
    string Lifting,
    string Href,
    string Id = "");

/// <summary>Something that waits for the person who looks.</summary>
/// <param name="Verb">What they do there: <c>Review</c>, <c>Decide</c>.</param>
/// <param name="First">The one to do first.</param>
public sealed record NeedView(Sign Sign, string Title, string Detail, string Href, string Verb, bool First = false);

/// <summary>A release or deployment under way: with the ring of its gates, or with a state.</summary>
/// <param name="Where">What follows the version: <c>to production</c>; may be empty.</param>
/// <param name="Tag"><c>Patch</c>, <c>Minor</c>, <c>Major</c>, <c>Rollback</c>.</param>
public sealed record FlightView(
    Sign Sign,
    IReadOnlyList<Sign> Gates,
    string Title,
    string Version,
    string Where,
    string Detail,
    string Tag,
    string Href);

/// <summary>What runs where: one service, a cell for each environment it has.</summary>
public sealed record ServiceRow(string Name, string Title, IReadOnlyList<CellView> Cells);

/// <param name="Next">The version on its way; empty when none is.</param>
/// <param name="LastKnownGood">Only where it differs from what runs.</param>
public sealed record CellView(
    string Environment,
    string Href,
    string Version,
    string Next,
    Sign Sign,
    DateTimeOffset? Since,
    string LastKnownGood);
